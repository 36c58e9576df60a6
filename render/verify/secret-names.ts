const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Words that name a secret wherever they are in a name: DB_PASSWORD, auth-token, clientSecret. */
const SECRETS = words(`
  secret secrets secrete secreto password passwords passwd passwort passcode passphrase pass pwd pw
  contrasena token tokens credential credentials cred creds bearer salt
`)

/** Ends of words that people write as one: PGPASSWORD, authtoken, apikey. */
const JOINED =
  /(password|passwd|passphrase|secret|credentials?|token|(api|app|application|auth|access|account|admin|client|database|db|deploy|encryption|license|master|priv|private|secret|service|session|signing|ssh|storage|webhook)keys?|keypass|(db|ftp|ldap|mail|redis|root|smtp|user)(pass|pwd))$/

/** Before `key`: what it opens, or proves, is open to everyone, or it is a key of a map. */
const PLAIN_KEYS = words(`
  attribute by cache column composite config dedup dedupe deduplication dictionary feature field flag
  foreign group hash header host idempotency index json label lock lookup map message metric natural object
  of order param parameter partition primary property pub public publishable query range registry routing
  row settings shard sort state tag translation unique value verification
`)

/** After `key`: the key itself, or which of several. */
const KEY_ITSELF = words(`
  b64 base64 bytes content contents current data hex json material new old pem plain plaintext prev previous
  prod raw staging string text val value
`)

/** Providers whose keys are secrets whatever they are called: AZURE_COSMOS_PRIMARY_KEY. */
const CLOUDS = new Set('alibaba aws azure digitalocean gcp oci'.split(' '))

/** After a secret's word: what the value is instead, such as its length, its place or its name. */
const ABOUT = words(`
  age alg algo algorithm alias algorithms allowed arn attempts aud audience audiences backend bucket budget
  bytes char characters chars claim class complexity cookie cost count counter dir directory disabled
  duration enabled encoding endpoint engine expiration expire expires expiry exp field file filename folder
  format grace header headers hint host hours id ids identifier interval issuer iss iterations kid kind
  label leeway len length lifetime limit limits link location log lookup manager max maximum method min
  minimum minutes mode mount ms name names namespace operator optional page param parameter path paths
  pattern per placeholder policy port prefix provider ref refresh regex regexp region required requirements
  reset retention retries review role rotate rotation rounds rules scope scopes seconds selector separator
  server service size source store strategy strength suffix template time timeout ttl type types uri url
  urls usage user username validation validator validity vault vaults version volume window
`)

/** Before a secret's word: how many, or whether at all. */
const COUNTS = new Set('completion input max maximum min minimum num number output per total'.split(' '))

/** Names that mean something else to a shell. */
const SHELL = new Set(['pwd', 'oldpwd'])

/**
 * Whether a variable, a setting or a key of a ConfigMap has a name under which people keep a secret. It goes by whole
 * words, so that MONKEY and TOKENIZER are none, and by those that follow, so that TOKEN_TTL_SECONDS and
 * PASSWORD_FILE are none either.
 */
export function isSecretName(name: string): boolean {
  const parts = wordsOf(name)
  if (SHELL.has(parts.join(''))) return false
  return parts.some((word, index) => {
    const after = parts.slice(index + 1).filter((each) => !/^\d+$/.test(each))
    if (after.some((each) => ABOUT.has(each))) return false
    const before = parts.slice(0, index)
    if (word === 'key' || word === 'keys') return isSecretKey(before, after)
    if (word === 'tokens' && before.some((each) => COUNTS.has(each))) return false
    return SECRETS.has(word) || JOINED.test(word)
  })
}

/** `key` alone is a key of anything. */
const isSecretKey = (before: readonly string[], after: readonly string[]): boolean =>
  before.length > 0 &&
  after.every((word) => KEY_ITSELF.has(word)) &&
  (!PLAIN_KEYS.has(before.at(-1) as string) ||
    (CLOUDS.has(before[0] as string) && !/^pub/.test(before.at(-1) as string)))

/** AZURE_BATCH_KEY, azure.batch-key and azureBatchKey have the same words. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9ñ]+/)
    .map((word) => (KEY_ITSELF.has(word) ? word : word.replaceAll('ñ', 'n').replace(/(?<=[a-z])\d+$/, '')))
    .filter((word) => word !== '')
