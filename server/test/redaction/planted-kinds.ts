import { createHmac } from 'node:crypto';
import {
  AROUND,
  b64,
  bare,
  begin,
  end,
  html,
  type Planted,
  PROGRAMS,
  passwordsOf,
  printable,
  python,
  type Said,
  url,
  user,
} from './planted';

/** What is sent, and what of it must be gone from a copy. */
interface Sent {
  readonly said: Said;
  readonly secrets: readonly string[];
}

const yes = ['S', '235 2.7.0 Ok'] as const;
const no = ['S', '535 5.7.8 Authentication failed'] as const;
const hmac = (p: string, kind = 'md5'): Buffer => createHmac(kind, p).update('<1.2@mx.example.net>').digest();
/** Ten octets of a blob as text: they show in no copy that has left it out. */
const inside = (blob: string): string => blob.slice(Math.floor(blob.length / 2), Math.floor(blob.length / 2) + 16);

const cram = (p: string): Sent => {
  const digest = hmac(p).toString('hex');
  return {
    said: [['C', 'AUTH CRAM-MD5'], ['S', `334 ${b64('<1.2@mx.example.net>')}`], ['C', b64(`alice ${digest}`)], yes],
    secrets: [digest],
  };
};
const digest = (p: string): Sent => {
  const response = hmac(p).toString('hex');
  const answer = `username="alice",realm="example.net",nonce="OA6MG9tEQGm2hh",nc=00000001,cnonce="OA6MHXh6VqTrRk",digest-uri="smtp/mx.example.net",response=${response},qop=auth`;
  return {
    said: [['C', 'AUTH DIGEST-MD5'], ['S', `334 ${b64('realm="example.net",nonce="OA6MG9tEQGm2hh",qop="auth"')}`], ['C', b64(answer)], yes],
    secrets: [response],
  };
};
const scram = (p: string): Sent => {
  const proof = hmac(p, 'sha256').toString('base64');
  return {
    said: [
      ['C', `AUTH SCRAM-SHA-256 ${b64('n,,n=alice,r=rOprNGfwEbeRWgbNEkqO')}`],
      ['S', `334 ${b64('r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096')}`],
      ['C', b64(`c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa,p=${proof}`)],
      yes,
    ],
    secrets: [proof.slice(0, 20)],
  };
};
const ntlm = (p: string): Sent => {
  const blob = Buffer.concat([Buffer.from('NTLMSSP\0\u0003\0\0\0', 'latin1'), hmac(p, 'sha512'), hmac(`${p}2`, 'sha512')]).toString(
    'base64',
  );
  return {
    said: [
      ['C', 'AUTH NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAFASgKAAAADw=='],
      ['S', '334 TlRMTVNTUAACAAAACAAIADgAAAAFgoqinziKqGYjdlEAAAAAAAAAAGQAZABAAAAABQLODgAAAA9FAFgAMgAwAA=='],
      ['C', blob],
      no,
    ],
    secrets: [inside(blob)],
  };
};

/** By kind: dialogues whose secret is no password that is said as it is, and such in which it is said where none belongs. */
const DIALOGUES: Readonly<Record<string, (p: string) => Sent>> = {
  'CRAM-MD5': cram,
  'DIGEST-MD5': digest,
  'SCRAM-SHA-256': scram,
  'NTLM, the third message': ntlm,
  OAUTHBEARER: (p) => {
    const token = `ya29.${bare(p)}${bare(`${p}${p}`)}`;
    return {
      said: [
        ['C', `AUTH OAUTHBEARER ${b64(`n,a=${user},\u0001host=mx.example.net\u0001port=587\u0001auth=Bearer ${token}\u0001\u0001`)}`],
        yes,
      ],
      secrets: [token],
    };
  },
  'XOAUTH2 continued': (p) => {
    const token = `${bare(p)}${bare(`${p}${p}`)}`;
    return {
      said: [['C', 'AUTH XOAUTH2'], ['S', '334 '], ['C', b64(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`)], yes],
      secrets: [token],
    };
  },
  'BURL with URLAUTH': (p) => {
    const token = hmac(p, 'sha1').toString('hex');
    return {
      said: [
        ['C', `BURL imap://alice@example.com/INBOX;UIDVALIDITY=385759045/;UID=20;urlauth=submit+alice:internal:${token} LAST`],
        ['S', '250 2.5.0 Ok'],
      ],
      secrets: [token],
    };
  },
  'USER and PASS': (p) => ({
    said: [
      ['C', 'USER alice'],
      ['S', '502 5.5.2 Command not recognized'],
      ['C', `PASS ${p}`],
      ['S', '502 5.5.2 Command not recognized'],
    ],
    secrets: [p],
  }),
  'LOGIN user password': (p) => ({
    said: [
      ['C', `LOGIN alice ${p}`],
      ['S', '502 5.5.2 Command not recognized'],
    ],
    secrets: [p],
  }),
  'typed as a command behind AUTH': (p) => ({
    said: [
      ['C', 'AUTH LOGIN'],
      ['S', '504 5.7.4 Unrecognized authentication type'],
      ['C', p],
      ['S', '500 5.5.2 unrecognized command'],
    ],
    secrets: [p],
  }),
  'the server repeats an unknown command': (p) => ({
    said: [
      ['C', 'AUTH LOGIN'],
      ['S', '334 VXNlcm5hbWU6'],
      ['C', b64(user)],
      ['S', '334 UGFzc3dvcmQ6'],
      ['C', b64(p)],
      no,
      ['C', p],
      ['S', `500 5.5.2 Error: command "${p}" not recognized`],
    ],
    secrets: [p],
  }),
  'the server tells a password that no client sent': (p) => ({
    said: [['S', `535 5.7.8 login failed for alice (password: ${p})`]],
    secrets: [p],
  }),
};

const pem = (p: string): string[] => {
  const rows = [1, 2, 3].map((n) => hmac(`${p}${n}`, 'sha384').toString('base64'));
  return ['-----BEGIN RSA PRIVATE KEY-----', ...rows, hmac(p).toString('base64'), '-----END RSA PRIVATE KEY-----'];
};
const token = (p: string, length: number, alphabet = /[^A-Za-z0-9]/g): string =>
  `${bare(`${p}${hmac(p, 'sha512').toString('base64')}`).replace(alphabet, 'x')}`.slice(0, length);

/** By kind: a line, and what in it is secret. */
const TEXTS: Readonly<Record<string, (p: string) => { readonly line: string; readonly secrets: readonly string[] }>> = {
  'PEM in JSON': (p) => ({ line: `"private_key": "${pem(p).join('\\n')}\\n"`, secrets: [pem(p)[1].slice(4, 30), pem(p)[3].slice(4, 30)] }),
  'PEM on one line': (p) => ({ line: pem(p).join(' '), secrets: [pem(p)[1].slice(4, 30), pem(p)[3].slice(4, 30)] }),
  PIN: (p) => ({ line: `Your PIN: ${numberOf(p)}`, secrets: [numberOf(p)] }),
  'one-time code': (p) => ({ line: `one-time code is ${numberOf(p)}`, secrets: [numberOf(p)] }),
  'verification code': (p) => ({ line: `verification code: ${numberOf(p)}`, secrets: [numberOf(p)] }),
  JWT: (p) => {
    const one = `eyJhbGciOiJIUzI1NiJ9.${url(`{"sub":"alice","jti":"${token(p, 12)}"}`).replace(/=/g, '')}.${token(p, 43)}`;
    return { line: `got ${one}`, secrets: [one.slice(30)] };
  },
  'AWS secret key': (p) => ({ line: `aws_secret_access_key=${token(p, 40)}`, secrets: [token(p, 40)] }),
  'AWS key id': (p) => ({
    line: `using AKIA${token(p, 16)
      .toUpperCase()
      .replace(/[^A-Z2-7]/g, 'Q')}`,
    secrets: [
      `AKIA${token(p, 16)
        .toUpperCase()
        .replace(/[^A-Z2-7]/g, 'Q')}`,
    ],
  }),
  'SES password': (p) => ({ line: `smtp_password: B${token(p, 43)}`, secrets: [`B${token(p, 43)}`] }),
  SendGrid: (p) => ({ line: `key SG.${token(p, 22)}.${token(p, 43)} used`, secrets: [`SG.${token(p, 22)}.${token(p, 43)}`] }),
  Mailgun: (p) => ({ line: `api:key-${hmac(p).toString('hex')}`, secrets: [`key-${hmac(p).toString('hex')}`] }),
  Brevo: (p) => ({ line: `xsmtpsib-${hmac(p, 'sha256').toString('hex')}-${token(p, 16)}`, secrets: [hmac(p, 'sha256').toString('hex')] }),
  'Google API key': (p) => ({ line: `key is AIza${token(p, 35)}`, secrets: [`AIza${token(p, 35)}`] }),
  'Google client secret': (p) => ({ line: `GOCSPX-${token(p, 28)}`, secrets: [`GOCSPX-${token(p, 28)}`] }),
  'Google refresh token': (p) => ({ line: `refresh 1//0${token(p, 60)}`, secrets: [`1//0${token(p, 60)}`] }),
  'Microsoft client secret': (p) => ({ line: `secret ${token(p, 3)}8Q~${token(p, 34)}`, secrets: [`8Q~${token(p, 34)}`] }),
  Slack: (p) => ({ line: `hook xoxb-${token(p, 40)}`, secrets: [`xoxb-${token(p, 40)}`] }),
  GitHub: (p) => ({ line: `with ghp_${token(p, 36)}`, secrets: [`ghp_${token(p, 36)}`] }),
  'URL of a server': (p) => ({ line: `smtps://alice:${token(p, 14)}@mx.example.net:465`, secrets: [token(p, 14)] }),
  'stack trace of PHP': (p) => ({
    line: `#2 /app/Mailer.php(77): PHPMailer\\SMTP->authenticate('alice@example.com', '${p}')`,
    secrets: [p],
  }),
  'locals of Python': (p) => ({ line: `    password = '${p}'`, secrets: [p] }),
  'call of Java': (p) => ({ line: `  at Transport.connect("mx.example.net", 587, "alice", "${p}")`, secrets: [p] }),
};
const numberOf = (p: string): string => String(100000 + (hmac(p).readUInt32BE(0) % 900000));

const rows = (text: string, row: (at: number, part: Buffer) => string): string => {
  const octets = Buffer.from(text, 'utf8');
  const out: string[] = [];
  for (let at = 0; at < octets.length; at += 16) out.push(row(at, octets.subarray(at, at + 16)));
  return out.join('\n');
};
const seen = (part: Buffer): string => Array.from(part, (one) => (one > 31 && one < 127 ? String.fromCharCode(one) : '.')).join('');
const pairs = (part: Buffer): string => part.toString('hex').replace(/../g, '$& ');

/** Surroundings beside those of {@link AROUND}. */
const MORE_AROUND: Readonly<Record<string, (line: string) => string>> = {
  ...AROUND,
  'in a literal': (line) => `log: ${python(line)}`,
  'quoted-printable': (line) => printable(`Log: ${line} =`),
  'in a URL': (line) => `https://example.com/report?text=${encodeURIComponent(line)}`,
  'hexdump -C': (line) =>
    rows(
      line,
      (at, part) =>
        `${at.toString(16).padStart(8, '0')}  ${pairs(part.subarray(0, 8)).padEnd(24)} ${pairs(part.subarray(8)).padEnd(24)} |${seen(part)}|`,
    ),
  xxd: (line) =>
    rows(
      line,
      (at, part) => `${at.toString(16).padStart(8, '0')}: ${part.toString('hex').replace(/.{4}/g, '$& ').trim().padEnd(40)} ${seen(part)}`,
    ),
  'in colours': (line) => `\u001b[33m[debug]\u001b[0m \u001b[1m${line}\u001b[0m`,
  'in a CSV field': (line) => `2026-11-23,debug,"${line.replace(/"/g, '""')}",1`,
  'in an XML element': (line) => `<event level="debug"><text>${html(line)}</text></event>`,
  'in Base64': (line) => `payload: ${b64(line)}`,
  'in Base64 without padding': (line) => `payload=${bare(line)}`,
  'in the Base64 of URLs': (line) => `payload=${url(line)}`,
  'in Base64, split': (line) => `${b64(line).replace(/.{60}/g, '$&\n')}`,
};

/** Every kind in every surrounding, with passwords of the seed. */
export function* plantedKinds(seed: number): Generator<Planted> {
  let n = seed * 104_729;
  for (const [kind, send] of Object.entries(DIALOGUES))
    for (const [around, write] of Object.entries(PROGRAMS)) {
      const { said, secrets } = send(passwordsOf(++n).simple);
      yield { kind, around, text: write([...begin, ...said, ...end]), secrets };
    }
  for (const [kind, make] of Object.entries(TEXTS))
    for (const [around, put] of Object.entries(MORE_AROUND)) {
      const { line, secrets } = make(passwordsOf(++n).simple);
      yield { kind, around, text: put(line), secrets };
    }
}
