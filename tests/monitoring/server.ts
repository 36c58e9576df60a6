import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { stringify } from 'yaml'
import type { Prometheus } from './install.ts'
import { recordedText } from './recorded.ts'

/** A running Prometheus. */
export interface Server {
  /** The number of series that an expression answers with now. @throws Error in Prometheus' own words */
  readonly count: (expr: string) => Promise<number>
  /** Rules whose evaluation failed, with the reason. */
  readonly failedRules: () => Promise<readonly string[]>
  /** Targets that can't be read, with the reason. */
  readonly failedTargets: () => Promise<readonly string[]>
  readonly stop: () => Promise<void>
}

/** Serves what the cluster's own exporters say. @returns HOST:PORT */
export async function serveRecorded(
  root: string,
): Promise<{ readonly address: string; readonly stop: () => void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' })
    response.end(recordedText(root, Math.floor(Date.now() / 1000)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

/**
 * Starts a Prometheus that reads the targets each second as the operator would have it: with `job` and `namespace`.
 *
 * @param folder for its configuration and data
 */
export async function startPrometheus(
  { prometheus }: Prometheus,
  options: {
    readonly folder: string
    readonly rulesFile: string
    readonly namespace: string
    readonly targets: Readonly<Record<string, string>>
    /** An exporter whose series bring their own labels. */
    readonly cluster: string
  },
): Promise<Server> {
  const { folder, rulesFile, namespace, targets, cluster } = options
  mkdirSync(folder, { recursive: true })
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [rulesFile],
    scrape_configs: [
      ...Object.entries(targets).map(([job_name, target]) => ({
        job_name,
        static_configs: [{ targets: [target], labels: { namespace } }],
      })),
      { job_name: 'cluster', honor_labels: true, static_configs: [{ targets: [cluster] }] },
    ],
  }
  writeFileSync(join(folder, 'prometheus.yaml'), stringify(config))
  const port = await freePort()
  const args = [
    `--config.file=${join(folder, 'prometheus.yaml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
  ]
  const child = spawn(prometheus, [...args, `--web.listen-address=127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const ended = once(child, 'exit')
  const base = `http://127.0.0.1:${port}`
  while (!(await isReady(base))) {
    if (child.exitCode !== null) throw new Error(`Prometheus did not start:\n${said}`)
    await setTimeout(200)
  }
  return {
    count: async (expr) => {
      const { result } = await ask<{ result: unknown }>(
        `${base}/api/v1/query?${new URLSearchParams({ query: expr })}`,
      )
      return Array.isArray(result) ? result.length : 0
    },
    failedRules: async () => {
      const { groups } = await ask<{ groups: { rules: { name: string; lastError?: string }[] }[] }>(
        `${base}/api/v1/rules`,
      )
      return groups
        .flatMap(({ rules }) => rules)
        .flatMap(({ name, lastError }) => (lastError ? [`${name}: ${lastError}`] : []))
    },
    failedTargets: async () => {
      const { activeTargets } = await ask<{
        activeTargets: { labels: { job: string }; health: string; lastError: string }[]
      }>(`${base}/api/v1/targets`)
      return activeTargets
        .filter(({ health }) => health !== 'up')
        .map(({ labels, health, lastError }) => `${labels.job}: ${health} ${lastError}`)
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function ask<T>(url: string): Promise<T> {
  const answer = (await (await fetch(url)).json()) as { status: string; data: T; error?: string }
  if (answer.status !== 'success') throw new Error(answer.error)
  return answer.data
}

const isReady = (base: string): Promise<boolean> =>
  fetch(`${base}/-/ready`).then(
    ({ ok }) => ok,
    () => false,
  )

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
