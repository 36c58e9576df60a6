import { type AddressInfo, createServer } from 'node:net'
import { PORTS } from '@todo/shared/ports'
import { expect, it } from 'vitest'
import { readPort } from '../../dev/options.ts'
import { choosePorts } from '../../dev/ports.ts'

it('with --port 0 every service gets a free port of its own', async () => {
  const ports = Object.values(await choosePorts(0))
  expect(new Set(ports).size).toBe(Object.keys(PORTS).length)
  for (const port of ports) expect(Object.values(PORTS)).not.toContain(port)
})

it('a port that is asked for and in use is refused, with what to type', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await expect(choosePorts(port)).rejects.toThrow(
    `Port ${port} (frontend) is in use. Stop what listens there, or choose free ports: npm run dev -- --port 0`,
  )
  await new Promise((resolve) => server.close(resolve))
  expect((await choosePorts(port)).frontend).toBe(port)
})

it.each([
  [[], {}, undefined],
  [['--port', '0'], {}, 0],
  [['--port=4000'], { npm_config_port: '1' }, 4000],
])('%j asks for %s', (args, environment, port) => {
  expect(readPort(args, environment)).toBe(port)
})

it.each([
  [['--port', 'x'], {}, '--port: must be 0 (free ports) to 65535'],
  [['--port', '65536'], {}, '--port: must be'],
  [['--prot', '1'], {}, "Unknown option '--prot'. Usage: npm run dev -- --port N"],
  [['4000'], { npm_config_port: 'true' }, "Unexpected argument '4000'"],
  [[], { npm_config_port: '0' }, 'Type it after "--": npm run dev -- --port N'],
])('%j with %j is refused', (args, environment, message) => {
  expect(() => readPort(args, environment)).toThrow(message)
})
