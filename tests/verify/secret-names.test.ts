import { describe, expect, test } from 'vitest'
import { isSecretName } from '../../render/verify/secret-names.ts'

// What other scanners take for a secret by its name, and names that only sound like one.

const SECRET: Readonly<Record<string, string>> = {
  Polaris:
    'AWS_SECRET_ACCESS_KEY AZURE_BATCH_KEY AZURE_STORAGE_KEY AZURE_COSMOS_PRIMARY_KEY OCI_CLI_KEY_CONTENT GOOGLE_APPLICATION_CREDENTIALS password MY_PASSWORD_2 token bearer BEARER_VALUE secret',
  'kube-linter':
    'SECRET MY_SECRET secret_thing db_password client_secret session_token api_key apikey private_key credential credentials',
  'detect-secrets and checkov':
    'apikey api_key appkey app_key authkey auth_key servicekey service_key applicationkey application_key accountkey account_key dbkey db_key databasekey database_key clientkey client_key aws_secret_access_key db_pass password passwd pass private_key privatekey priv_key privkey secret secrete secreto keypass token contrasena contraseña',
  gitleaks:
    'ACCESS_KEY AUTH_TOKEN API_CREDENTIALS DB_CREDS SERVICE_KEY ADMIN_PASSWD CLIENT_SECRET GITHUB_TOKEN HEROKU_API_KEY',
  TruffleHog:
    'DATADOG_APP_KEY SENDGRID_KEY STRIPE_SECRET_KEY TWILIO_AUTH_TOKEN MAILGUN_API_KEY ALGOLIA_ADMIN_KEY SLACK_SIGNING_SECRET PAGERDUTY_ROUTING_TOKEN CLOUDFLARE_GLOBAL_API_KEY NPM_TOKEN',
  'what images of Docker Hub read':
    'POSTGRES_PASSWORD PGPASSWORD MYSQL_ROOT_PASSWORD MYSQL_PWD MARIADB_REPLICATION_PASSWORD REDIS_PASSWORD REDISPASSWORD RABBITMQ_DEFAULT_PASS RABBITMQ_ERLANG_COOKIE_SECRET MINIO_ROOT_PASSWORD KEYCLOAK_ADMIN_PASSWORD GF_SECURITY_ADMIN_PASSWORD WORDPRESS_AUTH_KEY WORDPRESS_AUTH_SALT MEILI_MASTER_KEY SMTP_PASS ELASTIC_PASSWORD VAULT_TOKEN',
  frameworks:
    'AUTH_SECRET JWT_SECRET NEXTAUTH_SECRET SECRET_KEY SECRET_KEY_BASE DJANGO_SECRET_KEY APP_KEY RAILS_MASTER_KEY SESSION_SECRET COOKIE_SECRET ENCRYPTION_KEY SIGNING_KEY JWT_PRIVATE_KEY WEBHOOK_SECRET OPENAI_API_KEY ANTHROPIC_API_KEY AZURE_OPENAI_KEY1 LICENSE_KEY',
  'other ways to write them':
    'db.password apiKey openaiApiKey dbPassword DBPassword auth-token x-api-key spring.datasource.password Authorization__Token SSH_PRIVATE_KEY_BASE64 TLS_KEY_PEM DEPLOY_KEY_CONTENTS API_KEY_2 PASSWORD1 TOKEN_OLD API_TOKENS PASSPHRASE PASSCODE',
}

const PLAIN: Readonly<Record<string, string>> = {
  'words that hold another':
    'TOKENIZER MONKEY KEYBOARD KEYCLOAK_URL SECRETARY PASSENGER BYPASS COMPASS_MODE KEYSPACE AUTHORITY TOKENIZERS_PARALLELISM ACCESS_LOG',
  'keys of a map':
    'KEY KEY_PREFIX CACHE_KEY PARTITION_KEY SORT_KEY PRIMARY_KEY FOREIGN_KEY ROUTING_KEY IDEMPOTENCY_KEY_HEADER HASH_KEY S3_OBJECT_KEY key keys',
  'keys for everyone':
    'PUBLIC_KEY JWT_PUBLIC_KEY PUBLIC_KEY_URL STRIPE_PUBLISHABLE_KEY AZURE_PUBLIC_KEY SSH_PUB_KEY',
  'how long, how many':
    'PASSWORD_MIN_LENGTH TOKEN_TTL_SECONDS TOKEN_EXPIRY accessTokenLifetime PASSWORD_HASH_ROUNDS MAX_TOKENS OPENAI_MAX_TOKENS TOKENS_PER_MINUTE SECRET_ROTATION_DAYS_MAX TOKEN_LIMIT PASSWORD_RESET_TIMEOUT minTokens',
  'where it is':
    'PASSWORD_FILE PGPASSWORD_FILE POSTGRES_PASSWORD_FILE TOKEN_PATH SECRET_NAME SECRETS_DIR TOKEN_URL TOKEN_ENDPOINT AZURE_KEY_VAULT_NAME SSH_KEY_PATH TLS_KEY_FILE CREDENTIALS_FILE SECRET_STORE SECRETS_BACKEND AWS_ACCESS_KEY_ID TOKEN_SERVICE_HOST',
  'what it is like':
    'TOKEN_TYPE TOKEN_ISSUER TOKEN_AUDIENCE PASSWORD_POLICY TOKEN_HEADER JWT_KEY_ALGORITHM PASSWORD_REGEX TOKEN_REFRESH_INTERVAL PASSWORD_RESET_URL KEY_VERSION TOKEN_COOKIE_NAME SECRET_MANAGER_ENABLED',
  'of a shell': 'PWD OLDPWD PATH HOME',
}

const table = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).flatMap(([from, list]) => list.split(' ').map((name) => [name, from] as const))

describe('a secret, by its name', () => {
  test.each(table(SECRET))('%s (%s)', (name) => expect(isSecretName(name)).toBe(true))
})

describe('no secret, by its name', () => {
  test.each(table(PLAIN))('%s (%s)', (name) => expect(isSecretName(name)).toBe(false))
})
