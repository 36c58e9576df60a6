import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../programs/program.ts'

const MANIFEST = join(import.meta.dirname, '../../../base/components/postgres/stateful-set.yaml')

/** What the StatefulSet and the backup name, without the tag: a digest is all that counts. */
export const POSTGRES = `docker.io/library/postgres@${/image: postgres\S*@(\S+)/.exec(readFileSync(MANIFEST, 'utf8'))?.[1]}`

export const LOCAL_POSTGRES = 'localhost/todo-e2e/postgres:17'

/**
 * The pinned image, or where no registry answers a stand-in: Debian's PostgreSQL of the same major version, with the
 * same user, paths and variables.
 *
 * @returns how it was come by.
 */
export async function providePostgres(): Promise<'pulled' | 'stand-in'> {
  const pulled = await run('buildah', ['pull', '--quiet', POSTGRES]).catch(() => '')
  if (pulled) {
    await run('buildah', ['tag', pulled.trim(), LOCAL_POSTGRES])
    return 'pulled'
  }
  if (await run('buildah', ['images', '--quiet', LOCAL_POSTGRES]).catch(() => '')) return 'stand-in'
  const folder = mkdtempSync(join(tmpdir(), 'todo-e2e-postgres-'))
  try {
    const root = join(folder, 'root')
    const packages = ['--variant=minbase', '--include=postgresql-17']
    await run('debootstrap', [...packages, 'trixie', root, 'http://deb.debian.org/debian'])
    await adapt(root)
    await run('tar', ['--numeric-owner', '-C', root, '-cf', join(folder, 'root.tar'), '.'])
    const changes = SETTINGS.flatMap((setting) => ['--change', setting])
    await run('podman', [
      '--runtime',
      'runc',
      'import',
      '--quiet',
      ...changes,
      join(folder, 'root.tar'),
      LOCAL_POSTGRES,
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return 'stand-in'
}

const SETTINGS = [
  'ENV PATH=/usr/lib/postgresql/17/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  'ENV PGDATA=/var/lib/postgresql/data',
  'ENV LANG=C.UTF-8',
  'ENTRYPOINT ["docker-entrypoint.sh"]',
  'CMD ["postgres"]',
  'STOPSIGNAL SIGINT',
]

/** User 70 as in the Alpine image, the folders it writes, all addresses, the entry point. */
async function adapt(root: string): Promise<void> {
  const script = [
    'userdel postgres; groupdel postgres; set -e',
    'groupadd -g 70 postgres; useradd -u 70 -g 70 -d /var/lib/postgresql -s /bin/sh postgres',
    'mkdir -p /var/lib/postgresql/data /var/run/postgresql; chown -R 70:70 /var/lib/postgresql /var/run/postgresql',
    'chmod 1777 /var/lib/postgresql/data; chmod 3775 /var/run/postgresql',
    // The just-in-time compiler alone is larger than everything else.
    'rm -rf /usr/lib/llvm* /usr/lib/*/libLLVM* /usr/lib/postgresql/17/lib/bitcode',
    'rm -rf /var/cache/apt/archives/*.deb /var/lib/apt/lists/* /usr/share/doc /usr/share/man /usr/share/locale',
    'echo "listen_addresses = \'*\'" >>/usr/share/postgresql/17/postgresql.conf.sample',
  ].join('\n')
  await run('chroot', [root, 'sh', '-c', script])
  if (!existsSync(join(root, 'usr/local/bin'))) mkdirSync(join(root, 'usr/local/bin'), { recursive: true })
  writeFileSync(join(root, 'usr/local/bin/docker-entrypoint.sh'), ENTRY_POINT, { mode: 0o755 })
}

/** The official entry point's steps, as far as the manifests use them. */
const ENTRY_POINT = `#!/bin/bash
set -eo pipefail
case "\${1:-}" in -*) set -- postgres "$@" ;; esac
if [ "$1" = postgres ]; then
  : "\${POSTGRES_USER:=postgres}" "\${POSTGRES_DB:=$POSTGRES_USER}"
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA" || :
  if [ ! -s "$PGDATA/PG_VERSION" ]; then
    if [ -z "$POSTGRES_PASSWORD" ]; then
      echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
      exit 1
    fi
    eval 'initdb --username="$POSTGRES_USER" --pwfile=<(printf "%s\\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"
    printf '\\nhost all all all %s\\n' "$(postgres -C password_encryption "\${@:2}")" >>"$PGDATA/pg_hba.conf"
    export PGPASSWORD="$POSTGRES_PASSWORD"
    pg_ctl -D "$PGDATA" -o "$(printf '%q ' "\${@:2}" -c listen_addresses= -p 5432)" -w start
    createdb --username "$POSTGRES_USER" --no-password --maintenance-db postgres "$POSTGRES_DB" || :
    pg_ctl -D "$PGDATA" -m fast -w stop
    unset PGPASSWORD
  fi
fi
exec "$@"
`
