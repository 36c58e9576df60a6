import { between, type Check, text } from '../values/check.ts'
import { dnsLabel, dnsSubdomain } from '../values/names.ts'
import { isIpv4, isIpv6 } from '../values/network.ts'
import { quantity } from '../values/quantity.ts'
import { date, dateTime, duration } from '../values/time.ts'
import { show } from './violation.ts'

const where =
  (isRight: (value: string) => boolean, words: string): Check =>
  (value) =>
    typeof value !== 'string' || isRight(value) ? undefined : `Expected ${words}, found ${show(value)}.`

/** An address range; unlike in Kubernetes' own kinds it may begin in its middle. */
const isRange = (value: string): boolean => {
  const [address = '', bits = '', ...more] = value.split('/')
  const width = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1
  return more.length === 0 && /^[0-9]+$/.test(bits) && Number(bits) <= width
}

const uuid = (pattern: string): Check =>
  text(new RegExp(`^${pattern}$`, 'i'), 'a UUID such as 6ba7b810-9dad-41d1-80b4-00c04fd430c8')

/** Also as Scala writes it, which the API server takes: `5 days`. */
const anyDuration: Check = (value) =>
  typeof value === 'string' && /[0-9]\s*(ns|nano|us|µs|micro|ms|milli|s|m|h|d|w)/i.test(value)
    ? undefined
    : duration(value)

/**
 * What `format` asks of a value. Formats that are not here ask nothing; of those that the API server knows, these are
 * `bsonobjectid`, `creditcard`, `email`, `hexcolor`, `hostname`, `isbn`, `mac`, `password`, `rgbcolor`, `ssn` and `uri`.
 *
 * Source: apiextensions-apiserver, pkg/apiserver/validation/formats.go.
 */
export const FORMATS: Readonly<Record<string, Check>> = {
  quantity,
  'date-time': dateTime,
  date,
  duration: anyDuration,
  int32: between(-(2 ** 31), 2 ** 31 - 1),
  int64: between(-(2 ** 63), 2 ** 63),
  byte: text(/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*$/, 'text in base64'),
  ipv4: where(isIpv4, 'an IPv4 address'),
  ipv6: where(isIpv6, 'an IPv6 address'),
  cidr: where(isRange, 'an address range such as 10.0.0.0/8'),
  uuid: uuid('[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}'),
  uuid3: uuid('[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}'),
  uuid4: uuid('[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}'),
  uuid5: uuid('[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}'),
  'k8s-short-name': dnsLabel,
  'k8s-long-name': dnsSubdomain,
}
