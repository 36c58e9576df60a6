import { expect, test } from 'vitest'
import { ownersFor } from '../../render/scaffold/owners.ts'

const TEXT = `# Production is /environments/production/ of @before/production.
*                          @before/platform
/environments/production/  @before/production
/apps/                     @before/production
`

test('teams get the owner of the repository, and production is each environment that is not local', () => {
  const clusters = ['edge', 'a-longer-name-of-a-cluster', 'here'].map((name) => ({
    name,
    local: name === 'here',
  }))
  expect(
    ownersFor(TEXT, { repository: 'https://github.com/acme/shop-gitops.git', clusters }),
  ).toBe(`# Production is /environments/production/ of @acme/production.
*                          @acme/platform
/environments/edge/        @acme/production
/environments/a-longer-name-of-a-cluster/ @acme/production
/apps/                     @acme/production
`)
})

test.each([
  ['https://github.com/acme/shop-gitops.git', 'acme'],
  ['git@github.com:acme/shop.git', 'acme'],
  ['ssh://git@git.example.org:2222/group/below/shop.git', 'group'],
  ['file:///srv/shop.git', 'your-organization'],
])('%s is owned by %s', (repository, owner) => {
  expect(ownersFor('* @before/platform', { repository, clusters: [] })).toBe(`* @${owner}/platform`)
})
