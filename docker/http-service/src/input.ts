import { Ajv, type Options } from 'ajv'
import formats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'

const OPTIONS: Options = { allErrors: false, useDefaults: true, removeAdditional: false, strict: false }

/**
 * Validates input against the routes' schemas. In paths and queries everything is text, so numbers are read
 * from it; in a JSON body "1" is not 1, and is refused.
 */
export function validateInput(service: FastifyInstance): void {
  const body = withFormats(new Ajv({ ...OPTIONS, coerceTypes: false }))
  const text = withFormats(new Ajv({ ...OPTIONS, coerceTypes: true }))
  service.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? body : text).compile(schema as object),
  )
}

/** Reads JSON bodies; an empty one counts as none, because many clients name a content type either way. */
export function readJson(service: FastifyInstance): void {
  const parse = service.getDefaultJsonParser('error', 'error')
  service.removeContentTypeParser(['application/json', 'text/plain'])
  service.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined)
    else parse(request, text as string, done)
  })
}

function withFormats(ajv: Ajv): Ajv {
  formats.default(ajv, ['email', 'date-time'])
  return ajv
}
