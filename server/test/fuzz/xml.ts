/** Characters that XML 1.0 has (§2.2): no others may stand in a document, not even as a reference. */
const NONE = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const NAME = '[A-Za-z_:][\\w:.-]*';
const TAG = new RegExp(`<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>`, 'y');

/** What keeps a document without declarations from being well-formed XML 1.0; null where nothing does. */
export function wellFormed(text: string): string | null {
  const odd = NONE.exec(text);
  if (odd) return `U+${odd[0].codePointAt(0)?.toString(16)} at ${odd.index}`;
  const reference = /&(?!(?:[a-z]+|#\d+|#x[\da-f]+);)/i.exec(text);
  if (reference) return `a lone & at ${reference.index}: ${text.slice(reference.index, reference.index + 20)}`;
  const open: string[] = [];
  let at = 0;
  let roots = 0;
  while (at < text.length) {
    if (text[at] !== '<') {
      const next = text.indexOf('<', at);
      const between = text.slice(at, next < 0 ? undefined : next);
      if (open.length === 0 && between.trim() !== '') return `text outside the root: ${between.slice(0, 20)}`;
      if (between.includes(']]>')) return ']]> in a text';
      at = next < 0 ? text.length : next;
      continue;
    }
    TAG.lastIndex = at;
    const tag = TAG.exec(text);
    if (!tag) return `no tag: ${text.slice(at, at + 40)}`;
    const [whole, closes, name, attributes, empty] = tag;
    const names = [...attributes.matchAll(new RegExp(`(${NAME})=`, 'g'))].map(([, one]) => one);
    if (closes && open.pop() !== name) return `</${name}> closes another`;
    if (!closes && !empty) open.push(name);
    if (!closes && open.length === (empty ? 0 : 1) && ++roots > 1) return 'two roots';
    if (attributes && new Set(names).size < names.length && !/="[^"]*=/.test(attributes))
      return `an attribute twice: ${whole.slice(0, 60)}`;
    at += whole.length;
  }
  return open.length > 0 ? `<${open.pop()}> is not closed` : null;
}
