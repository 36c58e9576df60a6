import { between, type Check, text } from '../values/check.ts'
import { quantity } from '../values/quantity.ts'
import { dateTime } from '../values/time.ts'

/** What `format` asks of a value. Formats that are not here ask nothing. */
export const FORMATS: Readonly<Record<string, Check>> = {
  quantity,
  'date-time': dateTime,
  int32: between(-(2 ** 31), 2 ** 31 - 1),
  int64: between(-(2 ** 63), 2 ** 63),
  byte: text(/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*$/, 'text in base64'),
}
