/**
 * What kubectl says when it fails, without the objects it may quote: a template that fails prints the whole object it
 * was given, a webhook or a verbose server repeats `data`, and a credential plugin can print its token. Values of
 * Secrets and tokens end up in logs that way.
 */
export const withoutObjects = (text: string): string =>
  text
    .replace(
      /\s*(raw data was|object given to (template|jsonpath) engine was):[\s\S]*/i,
      ' (its data is left out)',
    )
    .replace(/((?:string)?data\\*["']?\s*[:=]\s*(?:map\[[^\s\]:]*:?)?)\{[^{}]*\}/gi, '$1{[redacted]}')
    .replace(/((?:string)?data:map)\[[^\]]*\]/gi, '$1[[redacted]]')
    .replace(/\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g, '[redacted]')
    .replace(/(Bearer\s+)[\w.~+/=-]{8,}/gi, '$1[redacted]')
