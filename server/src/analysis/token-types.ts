/**
 * Token types: the standard ones of LSP; one for each class of reply (package.json gives them super types and scopes); and the text of
 * replies and mail data, which a theme may colour but none does by default. They mean what the grammars' scopes mean.
 */
export const TOKEN_TYPES = [
  'keyword',
  'parameter',
  'property',
  'string',
  'comment',
  'variable',
  'number',
  'type',
  'modifier',
  'namespace',
  'enumMember',
  'replySuccess',
  'replyIntermediate',
  'replyTransient',
  'replyPermanent',
  'replyText',
  'mailData',
] as const;
export const TOKEN_MODIFIERS = ['client', 'server', 'readonly'] as const;
