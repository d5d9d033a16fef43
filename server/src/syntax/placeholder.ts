/** A template variable, or the text that a program prints for a missing value. */
const VARIABLE = /\$\{[^{}]{0,80}\}|\{\{[^{}]{0,80}\}\}|%\([^()]{1,40}\)s|<%[^%<]{0,80}%>|\[object Object\]/;
const NOTHING: ReadonlySet<string> = new Set(['undefined', 'null', 'none', 'nan', '%s', 'nil', 'false', '(null)', '(none)']);

/** Whether an address (or one of its halves) is a variable that was never filled in: `undefined`, `${to}`, `{{email}}`, `%s`. */
export function isPlaceholderAddress(text: string): boolean {
  const plain = text.trim().toLowerCase();
  if (VARIABLE.test(text) || NOTHING.has(plain)) return true;
  const at = plain.lastIndexOf('@');
  return at !== -1 && (PLAIN_NOTHING.has(plain.slice(at + 1)) || PLAIN_NOTHING.has(plain.slice(0, at)));
}

/** Words that are never the name of a mailbox or domain. */
const PLAIN_NOTHING: ReadonlySet<string> = new Set(['undefined', 'null', 'nan', '%s', '(null)']);

const CREDENTIALS: ReadonlySet<string> = new Set([
  ...NOTHING,
  'your_password',
  'your-password',
  'yourpassword',
  'your password',
  'your_username',
  'your-username',
  'yourusername',
  'your_email',
  'your-email',
  'your_api_key',
  'your-api-key',
  'your_smtp_password',
  'your_smtp_username',
  'smtp_password',
  'smtp_username',
  'changeme',
  'change_me',
  'todo',
]);

/** Whether a user name or password is a variable that was never filled in, or a placeholder from a manual. The value itself is never shown. */
export function isPlaceholderCredential(text: string): boolean {
  return VARIABLE.test(text) || /^%[A-Z_]+%$|^\$[A-Z_]{3,}$/.test(text) || CREDENTIALS.has(text.trim().toLowerCase());
}
