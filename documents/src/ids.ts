/**
 * ULIDs: 48 bits of milliseconds, 80 bits of randomness, Crockford base 32, 26 characters, sortable by time.
 * Made by whoever creates the thing, so that creating works without a network. Time and randomness are arguments
 * (this room is pure); callers in browsers and Node pass `Date.now()` and `crypto.getRandomValues`.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const timeLength = 10
const randomLength = 16

/** @param atMs milliseconds since the epoch, below 2^48 @param random at least 16 random bytes */
export function ulid(atMs: number, random: Uint8Array): string {
  if (!Number.isInteger(atMs) || atMs < 0 || atMs >= 2 ** 48) throw new RangeError(`not a ULID time: ${atMs}`)
  if (random.length < randomLength) throw new RangeError('a ULID needs 16 random bytes')
  let time = ''
  for (let rest = atMs, i = 0; i < timeLength; i++, rest = Math.floor(rest / 32))
    time = alphabet.charAt(rest % 32) + time
  let tail = ''
  for (let i = 0; i < randomLength; i++) tail += alphabet.charAt((random[i] ?? 0) % 32)
  return time + tail
}
