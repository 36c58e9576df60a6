/** What manifests could say to be taken for something else. */
export const STRINGS = [
  'plain',
  '100% sure, a:b',
  '%0A::error::x',
  'a\n::error file=x::forged',
  'a\r::add-mask::b',
  '::stop-commands::x',
  'a::b,c=d',
  '##[add-mask]x',
  '[click](http://example.com)',
  '{0} and {{1}}',
  'ä € 😀',
]
