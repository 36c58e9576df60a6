import { rmSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { compare, objectsOfOne, type Row } from './compare.ts'
import { place } from './place.ts'
import { type Target, targets } from './targets.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

/** Rounds for each size: small fleets end quickly and vary more. */
const SIZES = [
  { environments: 1, rounds: 9 },
  { environments: 10, rounds: 9 },
  { environments: 100, rounds: 7 },
  { environments: 1000, rounds: 7 },
  // Ten minutes, most of them cdk8s.
  { environments: 10_000, rounds: 3 },
].slice(0, values.quick ? 3 : values.large ? 5 : 4)

const { folder, kind } = place()
try {
  const objects = await objectsOfOne(folder)
  const rows: Row[] = []
  for (const { environments, rounds } of SIZES) {
    process.stderr.write(`${environments} environments, ${rounds} rounds ...\n`)
    rows.push(compare(folder, objects.file, environments, rounds))
  }
  const found = targets(rows)
  const machine = {
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    files: kind,
  }
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, objectsPerEnvironment: objects.count, rows, targets: found }, null, 2)}\n`
      : report(
          rows,
          found,
          `${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}, files in ${kind}; ${objects.count} objects an environment`,
        ),
  )
  process.exitCode = found.every(({ kept }) => kept) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function report(rows: readonly Row[], found: readonly Target[], machine: string): string {
  const seconds = (value: number): string => `${value.toFixed(2)} s`
  const megabytes = (value: number): string => `${Math.round(value / 2 ** 20)} MB`
  const cells = rows.map(({ environments, cold, unchanged, cdk8s, ratios }) => [
    String(environments),
    seconds(cold.seconds),
    seconds(unchanged.seconds),
    seconds(cdk8s.seconds),
    `${ratios.faster.toFixed(1)}x`,
    `${ratios.unchanged.toFixed(2)}x`,
    megabytes(Math.max(cold.bytes, unchanged.bytes)),
    megabytes(cdk8s.bytes),
  ])
  const table = [
    ['environments', 'cold', 'unchanged', 'cdk8s', 'faster', 'unchanged/cold', 'memory', 'cdk8s memory'],
    Array<string>(8).fill('---'),
    ...cells,
  ]
  return `${machine}\n\n${table.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n\n${found
    .map(({ promise, measured, kept }) => `${kept ? 'kept  ' : 'MISSED'} ${promise}: ${measured}\n`)
    .join('')}`
}
