// Loaded before a command: what it waits between two writes, as GitHub asks for, lasts a hundredth; and an answer may
// take a hundred times as long, because on a busy machine another run finishes first.

const wait = globalThis.setTimeout

/** Shorter waits are left alone: by its own tick of half a second fetch counts how long an answer takes. */
const SHORT = 1000

globalThis.setTimeout = Object.assign(
  (callback: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) =>
    wait(callback, milliseconds < SHORT ? milliseconds : milliseconds / 100, ...args),
  wait,
) as typeof globalThis.setTimeout

const { timeout } = AbortSignal
AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, milliseconds * 100)
