/** The attributes that stand without a value, those of old pages included; in lower case. HTML Standard, §2.3.2 and §16.2. */
const booleans: ReadonlySet<string> = new Set(
  (
    'allowfullscreen alpha async autofocus autoplay checked compact controls declare default defer disabled ' +
    'formnovalidate hidden inert ismap itemscope loop multiple muted nohref nomodule noresize noshade novalidate nowrap ' +
    'open playsinline readonly required reversed scoped selected'
  ).split(' '),
)

/**
 * Whether what follows the name of an element in a tag is a list of attributes, not text: something in it has a value in
 * quotes; or all of it is attributes with values, and such as need none. Takes time linear in its length.
 *
 * @param text - what is between the name and `>`
 */
export function isAttributeList(text: string): boolean {
  if (/=\s*["']/.test(text)) return true
  const names = text
    .replace(/\s+/g, ' ')
    .replace(/ ?= ?[^ "'<>=`][^ "'<>`]*/g, '= ')
    .split(/[ /]+/)
  return names.every(
    (name) => name === '' || /^[a-z][a-z\d_:.-]+=$/i.test(name) || isBoolean(name.toLowerCase()),
  )
}

function isBoolean(name: string): boolean {
  return booleans.has(name) || /^data-[a-z\d_.-]+$/.test(name)
}
