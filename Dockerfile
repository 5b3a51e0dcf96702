# One container with the server; the database is Postgres next door (docker-compose.yml).
FROM node:24-bookworm-slim AS build
WORKDIR /mutirao
COPY . .
RUN node scripts/install.mjs && node scripts/build.mjs --force

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 MUTIRAO_DATA=/data
WORKDIR /mutirao
COPY --from=build --chown=node:node /mutirao /mutirao
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: the server must receive the container's SIGTERM itself.
CMD ["node", "--max-semi-space-size=8", "scripts/start.mjs"]
