import { writeFileSync } from 'node:fs'

/** Loaded before a measured program: leaves its peak memory, in bytes, where PEAK_MEMORY names a file. */
const file = process.env['PEAK_MEMORY']

process.on('exit', () => {
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024))
})
