/** Credentials as people leave them in what they pass on: what a client said, in the shapes of programs; and in text around it. */
export interface Planted {
  readonly kind: string;
  readonly around: string;
  readonly text: string;
  /** What must not be in the copy, in any form. */
  readonly secrets: readonly string[];
}

export type Said = readonly (readonly ['C' | 'S', string])[];

export const b64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
export const bare = (text: string): string => b64(text).replace(/=+$/, '');
export const url = (text: string): string => b64(text).replace(/\+/g, '-').replace(/\//g, '_');

export const begin: Said = [
  ['S', '220 mx.example.net ESMTP'],
  ['C', 'EHLO client.example.org'],
  ['S', '250-mx.example.net'],
  ['S', '250 AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2'],
];
export const end: Said = [
  ['C', 'QUIT'],
  ['S', '221 2.0.0 Bye'],
];
export const user = 'alice@example.com';
const no = ['S', '535 5.7.8 Authentication failed'] as const;
const yes = ['S', '235 2.7.0 Ok'] as const;

/** By kind: the dialogue about a password. */
export const DIALOGUES: Readonly<Record<string, (p: string) => Said>> = {
  'PLAIN initial response': (p) => [['C', `AUTH PLAIN ${b64(`\0${user}\0${p}`)}`], yes],
  'PLAIN refused': (p) => [['C', `AUTH PLAIN ${b64(`\0${user}\0${p}`)}`], no],
  'PLAIN with authzid': (p) => [['C', `AUTH PLAIN ${b64(`${user}\0${user}\0${p}`)}`], yes],
  'PLAIN lower case': (p) => [['C', `auth plain ${b64(`\0${user}\0${p}`)}`], yes],
  'PLAIN without padding': (p) => [['C', `AUTH PLAIN ${bare(`\0${user}\0${p}`)}`], no],
  'PLAIN base64url': (p) => [['C', `AUTH PLAIN ${url(`\0${user}\0${p}`)}`], no],
  'PLAIN continued': (p) => [['C', 'AUTH PLAIN'], ['S', '334'], ['C', b64(`\0${user}\0${p}`)], yes],
  'PLAIN continued with a space': (p) => [['C', 'AUTH PLAIN'], ['S', '334 '], ['C', b64(`\0${user}\0${p}`)], yes],
  'PLAIN without NULs': (p) => [['C', `AUTH PLAIN ${b64(`alice${p}`)}`], no],
  'PLAIN literal backslashes': (p) => [['C', `AUTH PLAIN ${b64(`\\0alice\\0${p}`)}`], no],
  LOGIN: (p) => [['C', 'AUTH LOGIN'], ['S', '334 VXNlcm5hbWU6'], ['C', b64(user)], ['S', '334 UGFzc3dvcmQ6'], ['C', b64(p)], yes],
  'LOGIN in the wrong order': (p) => [
    ['C', 'AUTH LOGIN'],
    ['S', '334 VXNlcm5hbWU6'],
    ['C', b64(p)],
    ['S', '334 UGFzc3dvcmQ6'],
    ['C', b64(user)],
    no,
  ],
  'LOGIN with the user at once': (p) => [['C', `AUTH LOGIN ${b64(user)}`], ['S', '334 UGFzc3dvcmQ6'], ['C', b64(p)], yes],
  'LOGIN with the password at once': (p) => [['C', `AUTH LOGIN ${b64(p)}`], ['S', '334 VXNlcm5hbWU6'], ['C', b64(user)], no],
  'LOGIN both on one line': (p) => [['C', `AUTH LOGIN ${b64(user)} ${b64(p)}`], no],
  'LOGIN prompts in clear': (p) => [
    ['C', 'AUTH LOGIN'],
    ['S', '334 Username:'],
    ['C', b64(user)],
    ['S', '334 Password:'],
    ['C', b64(p)],
    yes,
  ],
  'LOGIN prompts in lower case': (p) => [
    ['C', 'AUTH LOGIN'],
    ['S', '334 dXNlcm5hbWU6'],
    ['C', b64(user)],
    ['S', '334 cGFzc3dvcmQ6'],
    ['C', b64(p)],
    yes,
  ],
  'LOGIN refused, then again': (p) => [
    ['C', 'AUTH LOGIN'],
    ['S', '334 VXNlcm5hbWU6'],
    ['C', b64(user)],
    ['S', '334 UGFzc3dvcmQ6'],
    ['C', b64(p)],
    no,
    ['C', 'AUTH LOGIN'],
    ['S', '334 VXNlcm5hbWU6'],
    ['C', b64(user)],
    ['S', '334 UGFzc3dvcmQ6'],
    ['C', b64(`${p}!`)],
    no,
  ],
  'LOGIN without its prompts': (p) => [['C', 'AUTH LOGIN'], ['C', b64(user)], ['C', b64(p)], no],
  'X-EXPS LOGIN': (p) => [
    ['C', 'X-EXPS LOGIN'],
    ['S', '334 VXNlcm5hbWU6'],
    ['C', b64(user)],
    ['S', '334 UGFzc3dvcmQ6'],
    ['C', b64(p)],
    yes,
  ],
  XOAUTH2: (p) => [['C', `AUTH XOAUTH2 ${b64(`user=${user}\u0001auth=Bearer ${b64(p)}${bare(p)}\u0001\u0001`)}`], yes],
  'server repeats the Base64': (p) => [
    ['C', `AUTH PLAIN ${b64(`\0${user}\0${p}`)}`],
    ['S', `535 5.7.8 invalid credentials: ${b64(`\0${user}\0${p}`)}`],
  ],
  'server repeats user and password': (p) => [
    ['C', `AUTH PLAIN ${b64(`\0${user}\0${p}`)}`],
    ['S', `535 5.7.8 alice / ${p} refused`],
  ],
  'password as HELO name': (p) => [['C', `HELO ${p}`], ['S', '250 mx.example.net'], ['C', `AUTH PLAIN ${b64(`\0${user}\0${p}`)}`], yes],
  'password in the subject': (p) => [
    ['C', `AUTH PLAIN ${b64(`\0${user}\0${p}`)}`],
    yes,
    ['C', `MAIL FROM:<${user}>`],
    ['S', '250 2.1.0 Ok'],
    ['C', 'RCPT TO:<b@example.net>'],
    ['S', '250 2.1.5 Ok'],
    ['C', 'DATA'],
    ['S', '354 Go ahead'],
    ['C', `Subject: it is ${p}`],
    ['C', ''],
    ['C', `with ${p}`],
    ['C', '.'],
    ['S', '250 2.0.0 Ok'],
  ],
};

const rows = (octets: Buffer, row: (at: number, part: Buffer) => string): string[] => {
  const out: string[] = [];
  for (let at = 0; at < octets.length; at += 16) out.push(row(at, octets.subarray(at, at + 16)));
  return out;
};
const seen = (part: Buffer): string => Array.from(part, (one) => (one > 31 && one < 127 ? String.fromCharCode(one) : '.')).join('');
const hex = (part: Buffer, each: number, gap: string): string =>
  (part.toString('hex').match(new RegExp(`.{1,${each * 2}}`, 'g')) ?? []).join(gap);
export const html = (text: string): string =>
  text
    .replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
    .replace(/&#60;/g, '&lt;')
    .replace(/&#62;/g, '&gt;')
    .replace(/&#38;/g, '&amp;');
export const printable = (text: string): string =>
  Array.from(Buffer.from(text, 'utf8'), (one) =>
    one === 61 || one > 126 || one < 32 ? `=${one.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(one),
  ).join('');
export const python = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}\\r\\n'`;
const stamp = '2026-11-23 19:18:38';
const inJson = (text: string): string => text.replace(/.+/g, (line) => JSON.stringify({ time: stamp, message: line }));

const lines =
  (write: (side: 'C' | 'S', text: string) => string) =>
  (said: Said): string =>
    said.map(([side, text]) => write(side, text)).join('\n');

/** By program: how it prints a dialogue. */
export const PROGRAMS: Readonly<Record<string, (said: Said) => string>> = {
  rfc: lines((s, text) => `${s}: ${text}`),
  swaks: lines((s, text) => (s === 'C' ? ` -> ${text}` : `<-  ${text}`)),
  curl: lines((s, text) => `${s === 'C' ? '>' : '<'} ${text}`),
  smtplib: lines((s, text) => (s === 'C' ? `send: ${python(text)}` : `reply: b${python(text)}`)),
  exim: lines((s, text) => `  SMTP${s === 'C' ? '>>' : '<<'} ${text}`),
  'exim -bh': lines((s, text) => `${s === 'C' ? '<<<' : '>>>'} ${text}`),
  nodemailer: lines((s, text) => `[${stamp}] DEBUG [abcdef] ${s}: ${text}`),
  pear: lines((s, text) => `DEBUG: ${s === 'C' ? 'Send' : 'Recv'}: ${text}`),
  phpmailer: lines((s, text) => `${stamp}\t${s === 'C' ? 'CLIENT -> SERVER' : 'SERVER -> CLIENT'}: ${text}`),
  'phpmailer html': lines((s, text) => `${stamp}\t${s === 'C' ? 'CLIENT -&gt; SERVER' : 'SERVER -&gt; CLIENT'}: ${html(text)}<br>`),
  perl: lines((s, text) => `Net::SMTP=GLOB(0x55d0c0)${s === 'C' ? '>>>' : '<<<'} ${text}`),
  ruby: lines((s, text) => (s === 'C' ? `<- ${JSON.stringify(`${text}\r\n`)}` : `-> ${JSON.stringify(`${text}\r\n`)}`)),
  msmtp: lines((s, text) => `${s === 'C' ? '-->' : '<--'} ${text}`),
  mutt: lines((s, text) => `[${stamp}] ${s === 'C' ? '>' : '<'} ${text}`),
  'openssl s_client': lines((_, text) => text),
  javamail: lines((s, text) => (s === 'S' ? text : text)),
  'json lines': lines((s, text) => JSON.stringify({ time: stamp, dir: s, line: text })),
  'json in json': lines((s, text) => JSON.stringify({ log: JSON.stringify({ d: s, message: text }) })),
  'html pre': (said) => `<pre>${html(lines((s, text) => `${s}: ${text}`)(said))}</pre>`,
  'quoted-printable': (said) => said.map(([s, text]) => printable(`${s}: ${text}`)).join('\n'),
  ansi: lines((s, text) => `\u001b[3${s === 'C' ? 2 : 4}m${s}: \u001b[1m${text}\u001b[0m`),
  syslog: lines((s, text) => `Nov 23 19:18:38 host app[42]: ${s === 'C' ? '>' : '<'} ${text}`),
  quoted: lines((s, text) => `> ${s}: ${text}`),
  journald: lines((s, text) => `Nov 23 19:18:38 host mailer[42]: DEBUG ${s}: ${text}`),
  'exchange protocol log': lines(
    (s, text) =>
      `2026-11-23T19:18:38.000Z,Out,08D0,1,192.0.2.1:2525,192.0.2.2:25,${s === 'C' ? '>' : '<'},${/[",]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text},`,
  ),
  'columns of MailEnable, an excerpt': (said) =>
    said
      .flatMap(([side, text], at) => {
        const reply = said[at + 1]?.[0] === 'S' ? said[at + 1][1] : '';
        const column = /^[A-Z]{4,8}(?= |$)/.exec(text)?.[0] ?? 'AUTH';
        return side === 'C'
          ? [`11/23/26 19:18:38\tSMTP-IN\t0123456789ABCDEF.MAI\t816\t192.0.2.14\t${column}\t${text}\t${reply}\t18\t14`]
          : [];
      })
      .slice(1)
      .join('\n'),
  'one line, escaped': (said) => said.map(([, text]) => `${text}\\r\\n`).join(''),
  'one line, ends lost': (said) => said.map(([, text]) => text).join(' '),
  ngrep: lines((s, text) => `T ${s === 'C' ? '192.0.2.1:40000 -> 192.0.2.2:25' : '192.0.2.2:25 -> 192.0.2.1:40000'} [AP]\n  ${text}..`),
  'hexdump -C': lines((_, text) =>
    rows(
      Buffer.from(`${text}\r\n`),
      (at, part) =>
        `${at.toString(16).padStart(8, '0')}  ${hex(part.subarray(0, 8), 1, ' ').padEnd(24)} ${hex(part.subarray(8), 1, ' ').padEnd(24)} |${seen(part)}|`,
    ).join('\n'),
  ),
  'hexdump -C in JSON': (said) => inJson(PROGRAMS['hexdump -C'](said)),
  'xxd behind stamps': (said) => PROGRAMS.xxd(said).replace(/^/gm, `${stamp},123 DEBUG com.example.Wire 4242 `),
  xxd: (said) =>
    rows(
      Buffer.from(said.map(([, text]) => `${text}\r\n`).join('')),
      (at, part) => `${at.toString(16).padStart(8, '0')}: ${hex(part, 2, ' ').padEnd(40)} ${seen(part)}`,
    ).join('\n'),
  'tcpdump -X': lines(
    (s, text) =>
      `19:18:38.000000 IP 192.0.2.1.40000 > 192.0.2.2.25: Flags [P.], length ${text.length}\n${rows(Buffer.from(`${s === 'C' ? 'E..4' : 'E..5'}............${text}\r\n`), (at, part) => `\t0x${at.toString(16).padStart(4, '0')}:  ${hex(part, 2, ' ').padEnd(40)} ${seen(part)}`).join('\n')}`,
  ),
  'tshark -x': lines(
    (_, text) =>
      `${rows(Buffer.from(`${text}\r\n`), (at, part) => `${at.toString(16).padStart(4, '0')}  ${hex(part, 1, ' ').padEnd(48)}  ${seen(part)}`).join('\n')}\n`,
  ),
  'wrapped at 60': (said) => said.flatMap(([s, text]) => `${s}: ${text}`.match(/.{1,60}/g) ?? []).join('\n'),
  log4j: lines((s, text) => `${stamp},123 DEBUG [main] com.example.Mail - ${s}: ${text}`),
};

/** Text that holds a password, by what it is: `§` stands for it. */
export const TEXTS: Readonly<Record<string, (p: string) => string>> = Object.fromEntries(
  Object.entries({
    msmtprc: 'password §',
    'msmtprc quoted': 'password "§"',
    'msmtp passwordeval': 'passwordeval "echo §"',
    netrc: 'machine mx.example.net login alice password §',
    mailsend: 'mailsend -smtp mx.example.net -user alice -pass "§"',
    sasl_passwd: 'mx.example.net alice:§',
    'sasl_passwd port': '[mx.example.net]:587 alice@example.com:§',
    'postconf static': 'smtp_sasl_password_maps = static:alice:§',
    'exim client_send': 'client_send = : alice : §',
    'exim passwd.client': 'mx.example.net:alice:§',
    'sendmail authinfo': 'AuthInfo:mx.example.net "U:alice" "I:alice" "P:§"',
    ssmtp: 'AuthPass=§',
    'opensmtpd secrets': 'label1 alice:§',
    'x-api-key': 'X-Api-Key: §',
    postmark: 'X-Postmark-Server-Token: §',
    sparkpost: 'Authorization: §',
    cookie: 'Cookie: session=§',
    'set-cookie': 'Set-Cookie: sid=§; HttpOnly',
    'aws secret': 'aws_secret_access_key = §',
    yaml: 'password: §',
    'yaml comment': 'password: "§" # the mail box',
    'yaml flow': 'smtp: {host: mx.example.net, user: alice, password: "§"}',
    ini: 'password = §',
    toml: 'password = "§"',
    env: 'MAIL_PASSWORD=§',
    'env quoted': "export SMTP_PASS='§'",
    django: "EMAIL_HOST_PASSWORD = '§'",
    'php property': "$mail->Password = '§';",
    'php array': "'password' => '§',",
    var_dump: 'string(8) "password" => string(11) "§"',
    'var_dump object': '["Password":protected]=> string(11) "§"',
    print_r: '[password] => §',
    define: "define('SMTP_PASS', '§');",
    codeigniter: "$config['smtp_pass'] = '§';",
    'python variable': "smtp_password = '§'",
    'python login': "server.login('alice@example.com', '§')",
    'python login named': "server.login(user='alice', password='§')",
    'java connect': 'transport.connect("mx.example.net", "alice@example.com", "§");',
    'java put': 'props.put("mail.smtp.password", "§");',
    'java set': 'System.setProperty("mail.password", "§");',
    'java authentication': 'return new PasswordAuthentication("alice@example.com", "§");',
    spring: 'mailSender.setPassword("§");',
    'net credential': 'client.Credentials = new NetworkCredential("alice@example.com", "§");',
    mailkit: 'client.Authenticate("alice@example.com", "§");',
    'web.config': '<network host="mx.example.net" userName="alice" password="§" />',
    'xml element': '<password>§</password>',
    'xml pass': '<Pass>§</Pass>',
    'ruby settings': "smtp_settings = { user_name: 'alice', password: '§' }",
    'node auth': "auth: { user: 'alice', pass: '§' }",
    'node pass': "    pass: '§',",
    elixir: 'config :app, Mailer, password: "§"',
    'json config': '{"host":"mx.example.net","password":"§"}',
    'json auth': '{"auth":{"user":"alice","pass":"§"}}',
    mutt: 'set smtp_pass="§"',
    swaks: 'swaks --to b@example.net --auth-user alice --auth-password "§"',
    'swaks ap': "swaks -t b@example.net -au alice -ap '§'",
    'curl user': "curl smtps://mx.example.net --user 'alice:§'",
    'swift trace': "#3 Swift_Transport_Esmtp_Auth->authenticate(Object(Swift), 'alice@example.com', '§')",
    'phpmailer trace': "#1 PHPMailer->smtp->authenticate('alice@example.com', '§', 'LOGIN')",
    'log colon': 'auth: trying password: §',
    'log quoted': "user=alice passwd='§'",
    'dovecot given': 'dovecot: auth: pam(alice): Password mismatch (given password: §)',
    'ldap bindpw': 'bindpw §',
    azure: 'client_secret=§',
    prose: 'my password is §',
    german: 'Passwort: §',
    chinese: '\u5bc6\u7801\uff1a§',
    fetchmail: 'poll mx.example.net proto imap user "alice" password "§"',
    'fetchmail pass': 'user alice there with pass "§"',
    thunderbird: 'user_pref("mail.smtpserver.smtp1.password", "§");',
    'base64 echo': "echo -n '§' | base64",
    'python b64': "base64.b64encode(b'§')",
    powershell: '[Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("§"))',
    'perl base64': 'perl -MMIME::Base64 -e \'print encode_base64("§")\'',
    'postfix mysql': 'password = §',
    testsaslauthd: 'testsaslauthd -u alice -p §',
    'mail config': 'mail.smtp.password=§',
    ts: 'const smtpPassword = "§";',
    terraform: 'smtp_password = "§"',
    docker: '-e SMTP_PASSWORD="§"',
  }).map(([kind, shape]) => [kind, (p: string) => shape.replace('§', () => p)]),
);

/** Secrets that their own shape gives away, in the order of nothing. */
const TOKENS: readonly ((n: string) => string)[] = [
  (n) => `AKIA${n.toUpperCase().padEnd(16, 'Q7ZR4K2M').slice(0, 16)}`,
  (n) => `SG.${n.padEnd(22, 'aZ3')}.${n.padEnd(43, 'bY4')}`,
  (n) => `xkeysib-${n.padEnd(64, '0a1b')}-${n.padEnd(16, 'Zq')}`,
  (n) => `ya29.${n.padEnd(60, 'Ab_-9')}`,
  (n) => `1//0${n.padEnd(60, 'gK4x')}`,
  (n) => `GOCSPX-${n.padEnd(28, 'hT5')}`,
  (n) => `ghp_${n.padEnd(36, 'kL8')}`,
  (n) => `github_pat_${n.padEnd(60, 'mN1')}`,
  (n) => `sk_live_${n.padEnd(24, 'pQ6')}`,
  (n) => `xoxb-${n.padEnd(40, '12-ab')}`,
  (n) => `$6$saltsalt$${n.padEnd(86, 'xY/')}`,
];

export const AROUND: Readonly<Record<string, (line: string) => string>> = {
  alone: (line) => line,
  'before a dialogue': (line) => `${line}\n\nS: 220 mx.example.net ESMTP\nC: EHLO c.example.org\nS: 250 mx.example.net`,
  'in HTML': (line) => `<div><code>${html(line)}</code></div>`,
  'in JSON': (line) => JSON.stringify({ level: 'debug', message: line }),
  'in syslog': (line) => `Nov 23 19:18:38 host app[42]: ${line}`,
  quoted: (line) => `> ${line}`,
};

/** Passwords that are somebody's: made of a seed, one that is all letters and digits, one with everything that must be escaped. */
export const passwordsOf = (seed: number): { simple: string; odd: string } => {
  let state = seed * 2654435761 + 12345;
  const word = (length: number): string =>
    Array.from({ length }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ'[(state >>> 8) % 47];
    }).join('');
  return { simple: `${word(6)}${((state >>> 4) % 900) + 100}`, odd: `${word(3)}&7<${word(3)}+%${word(2)}` };
};

/**
 * Whether number `n` belongs to a sample of one in `each`. Spread by the golden ratio: kinds and surroundings alternate, and every eighth one
 * would be in the same few surroundings for ever.
 */
export const inSample = (n: number, each: number): boolean => Math.imul(n, 0x9e37_79b1) >>> 0 < 2 ** 32 / each;

/** Every kind in every surrounding, with passwords of the seed. */
export function* planted(seed: number): Generator<Planted> {
  let n = seed * 7919;
  for (const [kind, talk] of Object.entries(DIALOGUES))
    for (const [around, write] of Object.entries(PROGRAMS)) {
      const { simple, odd } = passwordsOf(++n);
      for (const secret of [simple, odd]) yield { kind, around, text: write([...begin, ...talk(secret), ...end]), secrets: [secret] };
    }
  for (const [kind, write] of Object.entries(TEXTS))
    for (const [around, put] of Object.entries(AROUND)) {
      const { simple, odd } = passwordsOf(++n);
      for (const secret of [simple, odd]) yield { kind, around, text: put(write(secret)), secrets: [secret] };
    }
  for (const [index, make] of TOKENS.entries())
    for (const [around, put] of Object.entries(AROUND))
      for (const where of ['key is T', 'T', '{"k":"T"}']) {
        const secret = make(passwordsOf(++n).simple);
        yield { kind: `token ${index}`, around, text: put(where.replace('T', () => secret)), secrets: [secret] };
      }
}

/** The texts that a reader can get out of a text without knowing what was put into it. */
export function* readings(text: string): Generator<string> {
  const unescaped = (one: string): string =>
    one.replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi, (_, u, x, c) =>
      u || x ? String.fromCharCode(Number.parseInt(u || x, 16)) : c === 'n' || c === 'r' ? '\n' : c,
    );
  const plain = (one: string): string =>
    one
      .replace(/<[^<>]*>/g, '')
      .replace(/&#(\d+);/g, (_, c) => String.fromCharCode(Number(c)))
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&');
  const octets = text
    .split('\n')
    .map(
      (line) =>
        (/(?<![0-9a-z])(?:0x)?[0-9a-f]{4,8}: {1,2}((?:[0-9a-f]{4} ){0,7}[0-9a-f]{2,4}) /i.exec(line) ??
          /(?<![0-9a-z])(?:0x)?[0-9a-f]{4,8}:? {1,3}((?:[0-9a-f]{2} {1,2}){1,16})/i.exec(line))?.[1].replace(/\s/g, '') ?? '0a',
    )
    .join('');
  const all = [
    text,
    unescaped(text),
    unescaped(unescaped(text)),
    plain(text),
    text.replace(/=([0-9A-F]{2})/g, (_, c) => String.fromCharCode(Number.parseInt(c, 16))),
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, c) => String.fromCharCode(Number.parseInt(c, 16))),
    Buffer.from(octets, 'hex').toString('utf8'),
    text.replace(/\n[CS]: |\n/g, ''),
    text.replace(/\u001b\[[0-9;]*m/g, ''),
    text.replace(/""/g, '"'),
  ];
  for (const one of all) {
    yield one;
    for (const [word] of one.matchAll(/[A-Za-z0-9+/_-]{6,}={0,2}/g)) yield Buffer.from(word, 'base64').toString('utf8');
  }
}
