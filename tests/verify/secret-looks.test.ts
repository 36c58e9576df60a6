import { expect, test } from 'vitest'
import { looksLikeSecret } from '../../render/verify/secret-patterns.ts'

const NAMED = 'is named like a secret and has a plain value'
const URL_ = 'holds a URL with a password in it'
const TOKEN = 'holds a token of a well-known form'
const PART = 'names a secret and its value'
const RANDOM = 'holds a long random text'
const BASE64 = 'Zq3vT8sLx0Rk9WbYcN2uHf5eJgDp7MaQ1iVoXtKlB4E='

// Made of parts, so that no scanner takes this file for a leak.
test.each<[name: string, value: string, reason: string | undefined]>([
  ['AUTH_SECRET', 'correct horse', NAMED],
  ['POSTGRES_PASSWORD', 'todo', NAMED],
  ['db.password', 'todo', NAMED],
  ['openaiApiKey', 'not-a-key', NAMED],
  ['OPENAI_API_KEY', '12345', NAMED],
  ['GITHUB_TOKEN', 'x', NAMED],
  ['OPENAI_API_KEY', '', undefined],
  ['PGPASSWORD_FILE', '/run/secrets/password', undefined],
  ['REQUIRE_TOKEN', 'true', undefined],
  ['OPENAI_MAX_TOKENS', '1000', undefined],
  ['PASSWORD_MIN_LENGTH', '12', undefined],
  ['DATABASE_PASSWORD', '$(POSTGRES_PASSWORD)', undefined],
  ['TOKENIZER', 'gpt', undefined],
  ['DATABASE_URL', 'postgresql://todo:hunter2@postgres:5432/todo', URL_],
  ['PROXY', 'say http://user:pass@proxy:3128 please', URL_],
  ['DATABASE_URL', 'postgresql://todo:$(PASSWORD)@postgres:5432/todo', undefined],
  ['DATABASE_URL', 'postgresql://todo@postgres:5432/todo', undefined],
  ['BACKEND_URL', 'http://backend:8000', undefined],
  ['CHAT', 'mailto:someone@example.com or http://host:80/@x', undefined],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/var/run/secrets/google/key.json', undefined],
  ['GOOGLE_APPLICATION_CREDENTIALS', '{"type": "service_account"}', NAMED],
  ['API_TOKEN', '$UPSTREAM_TOKEN', undefined],
  ['ConnectionStrings__Default', 'Server=db;Database=todo;User Id=todo;Password=hunter2;', PART],
  ['STORAGE', 'AccountName=todo;AccountKey=short;EndpointSuffix=core.windows.net', PART],
  ['HOOK', 'https://hooks.example.com/x?channel=1&token=hunter2', PART],
  ['', '--db-password=hunter2', PART],
  ['', 'API_KEY=hunter2 exec node server.js', PART],
  ['', '--password-file=/run/secrets/password', undefined],
  ['', '--token=$(API_TOKEN)', undefined],
  ['', '--key-prefix=todo --max-tokens=2000', undefined],
  ['QUERY', 'sum by (token) (rate(x{secret="y"}[5m]))', undefined],
  ['tls.key', `-----BEGIN ${'RSA '}PRIVATE KEY-----`, 'holds a private key'],
  ['tls.crt', '-----BEGIN CERTIFICATE-----', undefined],
  ['X', `sk-${'proj-abcdefghijklmnopqrst'}`, TOKEN],
  ['X', `ghp_${'a'.repeat(36)}`, TOKEN],
  ['X', `AKIA${'ABCDEFGHIJKLMNOP'}`, TOKEN],
  ['X', `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiIxMjM0NTY3'}.sig`, TOKEN],
  ['X', 'sk-short', undefined],
  ['X', BASE64, RANDOM],
  ['X', `key=${BASE64}`, RANDOM],
  ['X', 'd2f1c0b9a8e7f6d5c4b3a2918070f6e5d4c3b2a1908f7e6d5c4b3a2910', RANDOM],
  ['IMAGE', `postgres@sha256:${'0123456789abcdef'.repeat(4)}`, undefined],
  ['COMMIT', '8b66ca00666c4b60e24a15f8cff5e7ecd79cf9ff', undefined],
  ['ID', '123e4567-e89b-12d3-a456-426614174000', undefined],
  ['PATH_', '/opt/App/Node24/lib/modules/SomethingLong/Deep1/Deep2/index', undefined],
  ['TEXT', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', undefined],
  ['HOST', 'a-rather-long-name-of-a-host-in-some-namespace.svc.cluster.local', undefined],
])('%s=%s', (name, value, reason) => expect(looksLikeSecret(value, name)).toBe(reason))
