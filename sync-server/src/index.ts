export { readConfig, type ServerConfig } from './config.ts'
export { startServer, type RunningServer, type StartOptions } from './start.ts'
