import { expect, it } from 'vitest'
import { docker, podman } from '../engine/engine.ts'

it.each([docker, podman({ runc: true, systemd: false })])(
  '$name: two builds that differ in their version alone get labels of their own',
  ({ build }) => {
    const command = (VERSION: string) =>
      build({
        context: '.',
        dockerfile: 'Dockerfile',
        tag: `x:${VERSION}`,
        arguments: { VERSION, OTHER: 'y' },
      })
    for (const version of ['1', '2']) {
      const given = command(version).join(' ')
      expect(given).toContain(`--build-arg VERSION=${version}`)
      expect(given).toContain(`--label org.opencontainers.image.version=${version}`)
      expect(given).not.toContain('image.other')
    }
  },
)
