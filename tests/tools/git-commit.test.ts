import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeCommits } from '../../render/tools/git-commit.ts'
import { git, headOf, makeClones, removeTemplate } from '../delivery/clones.ts'
import { temporaryFolder, write } from '../support/repository.ts'

afterAll(removeTemplate)

/** Signs as gpg does, as far as git can tell: https://git-scm.com/docs/git-config#Documentation/git-config.txt-gpgprogram */
const SIGNER = `#!/bin/sh
cat > /dev/null
echo "[GNUPG:] SIG_CREATED D" >&2
echo "-----BEGIN PGP SIGNATURE-----"
echo "-----END PGP SIGNATURE-----"
`

test.each([
  [undefined, false],
  ['false', false],
  ['yes', true],
])('where commit.gpgSign is %s, commits are signed: %s', async (value, signed) => {
  const { work } = makeClones(temporaryFolder())
  const tools = temporaryFolder()
  write(tools, { signer: SIGNER })
  chmodSync(join(tools, 'signer'), 0o755)
  git(work, 'config', 'gpg.program', join(tools, 'signer'))
  if (value) git(work, 'config', 'commit.gpgSign', value)
  const changes = new Map([['notes.txt', 'later\n']])
  const commit = await makeCommits(work, headOf(work), [{ message: 'Later', changes }], temporaryFolder())
  expect(git(work, 'cat-file', 'commit', commit).includes('BEGIN PGP SIGNATURE')).toBe(signed)
  expect(git(work, 'show', `${commit}:notes.txt`)).toBe('later')
})
