import { describe, expect, test } from 'vitest'
import { repositoryOf, settingsFrom } from '../../render/github/settings.ts'

describe('a repository by its URL', () => {
  test.each([
    'https://github.com/todo/gitops.git',
    'https://github.com/todo/gitops',
    'https://github.com/todo/gitops/',
    'https://github.example:8443/todo/gitops.git',
    'git@github.com:todo/gitops.git',
    'ssh://git@github.com/todo/gitops.git',
    'ssh://git@ssh.github.com:443/todo/gitops',
  ])('%s', (url) => {
    expect(repositoryOf(url)).toEqual({ owner: 'todo', repo: 'gitops' })
  })

  test('a name may hold dots', () => {
    expect(repositoryOf('git@github.com:todo/gitops.io.git').repo).toBe('gitops.io')
  })

  test.each(['file:///srv/gitops.git', 'https://github.com/todo', 'https://gitlab.example/a/b/c.git', ''])(
    '"%s" names none',
    (url) => {
      expect(() => repositoryOf(url)).toThrow(
        /is not a GitHub repository. Set `repository` in environments\/fleet.yaml to https:/,
      )
    },
  )
})

describe('settings from the environment', () => {
  const url = 'https://github.com/todo/gitops.git'
  const repository = { owner: 'todo', repo: 'gitops' }

  test('a token and the public API', () => {
    const settings = settingsFrom({ GITHUB_TOKEN: 'ghs_a' }, url)
    expect(settings).toEqual({ repository, token: 'ghs_a', baseUrl: 'https://api.github.com' })
  })

  test('GH_TOKEN comes before GITHUB_TOKEN, as in gh; an empty one is none', () => {
    expect(settingsFrom({ GH_TOKEN: 'a', GITHUB_TOKEN: 'b' }, url).token).toBe('a')
    expect(settingsFrom({ GH_TOKEN: '', GITHUB_TOKEN: 'b\n' }, url).token).toBe('b')
  })

  test('the address of a server of its own', () => {
    const env = { GH_TOKEN: 'a', GITHUB_API_URL: 'https://github.example/api/v3/' }
    const { baseUrl } = settingsFrom(env, 'https://github.example/todo/gitops.git')
    expect(baseUrl).toBe('https://github.example/api/v3')
  })

  test.each([
    [{}, url, /GitHub token not found. Set GH_TOKEN or GITHUB_TOKEN/],
    [{ GITHUB_TOKEN: ' ' }, url, /GitHub token not found/],
    [{ GH_TOKEN: 'ghs_one\nghs_two' }, url, /^GH_TOKEN contains characters that a token can't have/],
    [
      { GH_TOKEN: 'a' },
      'https://evil.example/todo/gitops.git',
      /evil.example, and GITHUB_API_URL doesn't say .* Set it, as in https:\/\/evil.example\/api\/v3/,
    ],
    [{ GH_TOKEN: 'a', GITHUB_API_URL: 'http://api.example' }, url, /which is not an https:\/\/ URL/],
    [{ GH_TOKEN: 'a', GITHUB_API_URL: 'api.example' }, url, /which is not an https:\/\/ URL/],
  ])('%j with %s is refused', (env, repositoryUrl, words) => {
    expect(() => settingsFrom(env, repositoryUrl)).toThrow(words)
  })

  test('what is refused is not quoted', () => {
    expect(() => settingsFrom({ GH_TOKEN: 'ghs_one two' }, url)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('ghs_one'), kind: 'settings' }),
    )
  })
})
