import { AROUND, b64, bare, type Planted, passwordsOf, url } from './planted';

/**
 * Where people have a password when they ask why mail is refused: beside the log, in what they typed, in what their program printed. `§` is
 * the password; `§b` is its Base64, `§p` the message of PLAIN, `§h` its digits in hexadecimal.
 */
const LINES: Readonly<Record<string, string>> = {
  'name and value in JSON': '[{"name":"SMTP_PASSWORD","value":"§"},{"name":"SMTP_HOST","value":"mx.example.net"}]',
  'key and value in XML': '<add key="SmtpPassword" value="§" />',
  'property in XML': '<property name="mail.smtp.password" value="§"/>',
  'key and string of a plist': '<key>SMTPPassword</key> <string>§</string>',
  'cell of a page': '<tr><td>EMAIL_HOST_PASSWORD</td><td class="code"><pre>§</pre></td></tr>',
  'input of a form': '<input type="password" name="smtp_pass" value="§">',
  'input, its type last': '<input value="§" type="password" id="pw">',
  'SQL, the name last': "UPDATE config SET value='§' WHERE name='smtp_password';",
  'serialised PHP': 'a:1:{s:9:"smtp_pass";s:11:"§";}',
  'a table of a terminal': '| SMTP_PASSWORD | § |',
  'Option of Rust': 'SmtpConfig { host: "mx.example.net", username: Some("alice"), password: Some("§") }',
  'three quotes': 'password = """§"""',
  'tuple of Erlang': '[{relay,"mx.example.net"},{username,"alice"},{password,"§"},{port,587}]',
  'binary of Erlang': '{password,<<"§">>}',
  'SecureString of PowerShell': '$pw = ConvertTo-SecureString "§" -AsPlainText -Force',
  'struct of Go': 'dialing with {Host:mx.example.net Port:587 User:alice Password:§ TLS:true}',
  'a call with the server first': 'd := gomail.NewDialer("mx.example.net", 587, "alice", "§")',
  'a call with a mailbox': "final smtpServer = gmail('alice@example.com', '§');",
  'a method with a mailbox': 'val m = Mailer("mx.example.net", 587).auth(true).as("alice@example.com", "§")',
  'data source of Perl': "( ['DBI:mysql:database=mail;host=127.0.0.1', 'amavis', '§'] );",
  'answer of postmap': 'alice@example.com:§',
  'authinfo of sendmail': 'AuthInfo:mx.example.net "U:alice" "I:alice@example.com" "P:§" "M:PLAIN"',
  'authinfo in Base64': 'AuthInfo:mx.example.net "U=alice" "P=§b"',
  'auth.conf of dma': 'alice@example.com|mx.example.net:§',
  'passwd.client of Exim': '*.example.net:alice@example.com:§',
  'client_send with a colon': 'client_send = ": alice@example.com : §"',
  'doveadm auth test': 'doveadm auth test alice@example.com §',
  htpasswd: 'htpasswd -b -c /etc/nginx/mail alice §',
  'bind of LDAP': "ldapsearch -x -D cn=mail,dc=example,dc=com -w '§' mail=bob@example.org",
  'echo into saslpasswd2': "echo '§' | saslpasswd2 -p -c -u example.com alice",
  'printf into base64': "printf '%s' '§' | base64",
  'a word that echo passes on': 'echo -n § | tr -d x | base64 -w0',
  'base64 fed by a shell': "base64 -w0 <<< '§'",
  'openssl base64': 'echo -n "§" | openssl base64 -A',
  'encoder of Java': 'Base64.getEncoder().encodeToString("§".getBytes())',
  'encoder of Go': 'base64.StdEncoding.EncodeToString([]byte("§"))',
  'encoder of JavaScript': "Buffer.from('§').toString('base64')",
  'encoder of browsers': 'btoa("§")',
  'encoder of PHP': "base64_encode('§')",
  'fish, set': "set -x SMTP_PASSWORD '§'",
  'a script that speaks': '{ echo "AUTH LOGIN"; sleep 1; echo "YWxpY2U="; sleep 1; echo "§b"; } | telnet mx.example.net 25',
  'PLAIN, decoded': 'decoded: \\x00alice@example.com\\x00§',
  'PLAIN, with carets': 'decoded: ^@alice@example.com^@§',
  'PLAIN in hexadecimal': 'sent bytes: §h',
  'user and password in prose': 'Trying alice@example.com / § ... 535 5.7.8 no',
  'two cookies': 'Cookie: a_sessid=x1§; a_sessauth=§',
  'a link to reset': 'https://app.example.com/reset-password/0§0000000000',
  'a link to confirm': 'https://app.example.com/confirm?e=1&amp;t=0§00000000000000',
  'SecureString within a call': "(New-Object PSCredential 'alice', (ConvertTo-SecureString '§' -AsPlainText -Force))",
  'a wiki table': '|| Password || § ||',
  'credentials with a slash': 'smtp creds: alice / §',
  'typed parameter': "param smtpPassword string = '§'",
  'parameter of CloudFormation': 'ParameterKey=SmtpPassword,ParameterValue=§',
  'parameter store': "aws ssm put-parameter --name /mail/smtp_password --type SecureString --value '§'",
  'docker secret': "printf '§' | docker secret create smtp_password -",
  'row of SQL': "INSERT INTO users (email, password) VALUES ('alice@example.com', '§');",
  'Base64 of LDIF': 'userPassword:: §b',
  'start of Ruby': "Net::SMTP.start('mx.example.net', 587, 'localhost', 'alice', '§', :login) do |smtp|",
  Thai: '\u0e23\u0e2b\u0e31\u0e2a\u0e1c\u0e48\u0e32\u0e19: §',
  Persian: '\u0631\u0645\u0632 \u0639\u0628\u0648\u0631: §',
  Swedish: 'L\u00f6senord: §',
  Danish: 'Adgangskode: §',
  Czech: 'Heslo: §',
  Finnish: 'Salasana: §',
  Turkish: '\u015eifre: §',
  Polish: 'Has\u0142o: §',
  Hungarian: 'Jelsz\u00f3: §',
  Korean: '\ube44\ubc00\ubc88\ud638: §',
};

/** Several lines, of which one has the name and another one the value. */
const BLOCKS: Readonly<Record<string, string>> = {
  'value of a member': '  {\n    "name": "smtpPassword",\n    "value": "§"\n  }',
  'value of Kubernetes': '        - name: SMTP_PASSWORD\n          value: "§"',
  'default of Terraform': 'variable "smtp_password" {\n  default = "§"\n}',
  'value of its state': '"smtp_password": {\n  "value": "§",\n  "type": "string"\n}',
  'string of a plist': '<key>SMTPPassword</key>\n<string>§</string>',
  'element on lines': '<password>\n    §\n  </password>',
  'var_dump on lines': '  ["password"]=>\n  string(11) "§"',
  'part of a form': 'Content-Disposition: form-data; name="smtp_password"\n\n§\n------x--',
  'column of a table': '| host | user | password |\n|---|---|---|\n| mx.example.net | alice | § |',
  'column of CSV': 'host,port,user,password\nmx.example.net,587,alice,§',
  'answer of digits': '334 UGFzc3dvcmQ6\n48151623§n\n535 5.7.8 no',
};

const BLOCKS_AROUND: Readonly<Record<string, (text: string) => string>> = {
  alone: (text) => text,
  quoted: (text) => text.replace(/^/gm, '> '),
  'in a letter': (text) => `Hello,\n\nsending fails since Monday:\n\n${text}\n\nAny idea?`,
};

/** Calls and command lines in which a password is known by its place alone: what its name would be is nowhere. */
const POSITIONS: readonly string[] = [
  'swaks --to bob@example.com --server mx.example.com -a LOGIN -au alice@example.com -ap §',
  'curl smtp://mx.example.com -ualice:§',
  'msmtp --host=mx.example.com --passwordeval="echo §" bob@example.com',
  'smtp.login(user, "§")',
  'client.Authenticate(user, "§");',
  'new NetworkCredential(user, "§")',
  'new NetworkCredential("alice", "§", "EXAMPLE")',
  'auth := smtp.PlainAuth("", user, "§", "mx.example.com")',
  'mail.NewDialer(host, 587, user, "§")',
  'd := gomail.NewDialer("mx.example.com", 587, "alice", "§")',
  'sasl.NewPlainClient("", "alice", "§")',
  'sasl.NewLoginClient("alice", "§")',
  'return new PasswordAuthentication(username, "§");',
  'transport.connect(host, user, "§");',
  'Transport.send(msg, "alice", "§");',
  "$smtp->auth($user, '§') or die;",
  "smtp.authenticate 'alice', '§', :login",
  "smtp.start('localhost', 'alice', '§', :login)",
  'yag = yagmail.SMTP("alice", "§")',
  'let creds = Credentials::new("alice".to_owned(), "§".to_owned());',
  "requests.post(url, auth=('api', '§'))",
  "'auth' => ['alice', '§'],",
  'QSmtp smtp("alice@example.com", "§", "mx.example.com")',
  'MailerBuilder.withSMTPServer("mx.example.com", 587, "alice", "§")',
  'curl_easy_setopt(curl, CURLOPT_USERPWD, "alice:§");',
  'curl_easy_setopt(curl, CURLOPT_PASSWORD, "§");',
  `(setq smtpmail-auth-credentials '(("mx.example.com" 587 "alice" "§")))`,
  'server_condition = ${if and {{eq{$auth2}{alice}}{eq{$auth3}{§}}}}',
  'hide mysql_servers = 127.0.0.1::3306/exim/alice/§',
  'table passwd { alice = "§" }',
  'alice:{CLEAR}§',
  'gsasl --smtp -a alice -p § mx.example.com',
  'smtptest -a alice -w § -m plain mx.example.com',
  'doveadm pw -s SHA512-CRYPT -p §',
  'openssl passwd -6 §',
  'sshpass -p § ssh mx.example.com',
  'mysql -u mail -p§ mail',
  'PGPASSWORD=§ psql mail',
  'redis-cli -a § ping',
  "smbclient //files/x -U 'alice%§'",
  'lftp -u alice,§ sftp://files.example.com',
  'echo "alice:§" | chpasswd',
  'saslpasswd2 -p -c alice <<< "§"',
  'smtp_sasl_password_maps = static:alice:§',
  'SMTP_PWD=§',
  "PASSWORD=$'§'",
];

/** A password as the octets that a program printed. */
const AS_OCTETS: Readonly<Record<string, (octets: readonly number[]) => string>> = {
  'a list of JavaScript': (octets) => `password: [ ${octets.join(', ')} ]`,
  'a list of JSON': (octets) => `{"user":"alice","password":[${octets.join(',')}]}`,
  'octets of Go': (octets) => `{Host:mx.example.net Password:[${octets.join(' ')}]}`,
  'octets of Go, as source': (octets) => `pass := []byte{${octets.map((one) => `0x${one.toString(16)}`).join(', ')}}`,
  'octets of Java': (octets) => `byte[] password = new byte[]{${octets.join(', ')}};`,
  'binary of Erlang': (octets) => `{password,<<${octets.join(',')}>>}`,
  'bytes of Python': (octets) => `password = bytes([${octets.join(', ')}])`,
  'Buffer of Node': (octets) => `pass: <Buffer ${octets.map((one) => one.toString(16)).join(' ')}>`,
  'Buffer of Node, in JSON': (octets) => `{"pass":{"type":"Buffer","data":[${octets.join(',')}]}}`,
  'char codes': (octets) => `const pass = String.fromCharCode(${octets.join(', ')});`,
  'decimals alone': (octets) => `password: ${octets.join(' ')}`,
  'octal escapes': (octets) => `password = "${octets.map((one) => `\\${one.toString(8).padStart(3, '0')}`).join('')}"`,
};

/** Rows of a key of so many units, without the line that begins it; the first row is cut. */
function* cutKeys(seed: number): Generator<Planted> {
  for (const [end, width] of [
    ['RSA PRIVATE KEY', 64],
    ['OPENSSH PRIVATE KEY', 70],
    ['PGP PRIVATE KEY BLOCK', 64],
  ] as const) {
    const text = Buffer.from(Array.from({ length: 200 }, (_, n) => (n * n * seed * 31 + n * 7) % 251)).toString('base64');
    const rows = [text.slice(20, width), text.slice(width, 2 * width), text.slice(2 * width, 2 * width + 30)];
    const lines = [...rows, `-----END ${end}-----`];
    const secrets = rows.map((row) => row.slice(4, 24));
    const around = { alone: lines.join('\n'), 'in JSON': JSON.stringify({ key: lines.join('\n') }), 'ends lost': lines.join(' ') };
    const quoted = {
      quoted: `Hello,\n\n${lines.join('\n').replace(/^/gm, '> ')}`,
      'in syslog': lines.map((one) => `Nov 23 19:18:38 mx app[4]: ${one}`).join('\n'),
    };
    for (const [name, put] of Object.entries({ ...around, ...quoted })) yield { kind: `end of ${end}`, around: name, text: put, secrets };
  }
}

/** Passwords with marks that end a word elsewhere: no part of them may be left. */
const MARKED = ['abQ&7<Zxw+%Qw', 'Tulpe<4711>Zwx9', 'Qk9>Zw3x', 'Zw3x`Qk9', 'Zw3x|Qk9', 'Zw3x#Qk9'];
const MARKED_PLACES = [
  'Cookie: session=§',
  'Set-Cookie: sid=§; HttpOnly',
  'smtp_sasl_password_maps = static:alice:§',
  '[mx.example.net]:587 alice@example.com:§',
  'mx.example.net:alice:§',
  'Authorization: §',
  'password = §',
  '<password>§</password>',
];
/** What divides the user from the password where the NULs of PLAIN were forgotten. */
const INSTEAD_OF_NUL = [' ', ':', ';', ',', '|', '\t', '\n', '/', '^@', '\\000', '<NUL>'];

function* morePlaces(seed: number): Generator<Planted> {
  let n = seed * 32_452_843;
  for (const shape of POSITIONS)
    for (const [around, put] of Object.entries(AROUND)) {
      const secret = passwordsOf(++n).simple;
      yield { kind: shape, around, text: put(shape.replace('§', () => secret)), secrets: [secret] };
    }
  for (const [kind, write] of Object.entries(AS_OCTETS)) {
    const secret = passwordsOf(++n).simple;
    const octets = [...Buffer.from(secret)];
    const part = octets.slice(2, 7);
    const shown = [part.join(', '), part.join(' '), part.join(','), part.map((one) => one.toString(16)).join(' ')];
    yield { kind, around: 'alone', text: write(octets), secrets: [secret, ...shown] };
  }
  for (const shape of MARKED_PLACES)
    for (const secret of MARKED)
      yield { kind: shape, around: secret, text: shape.replace('§', () => secret), secrets: [secret.slice(0, 3), secret.slice(-3)] };
  for (const mark of INSTEAD_OF_NUL)
    for (const user of ['alice', 'alice@example.com'])
      for (const encode of [b64, bare, url]) {
        const secret = passwordsOf(++n).simple;
        const value = encode(mark === '^@' || mark === '<NUL>' ? mark + user + mark + secret : user + mark + secret);
        const text = `S: 220 mx.example.net ESMTP\nC: EHLO c.example.org\nS: 250 AUTH PLAIN\nC: AUTH PLAIN ${value}\nS: 535 5.7.8 ${secret} refused`;
        yield { kind: `PLAIN divided by ${JSON.stringify(mark)}`, around: user, text, secrets: [secret, value.slice(0, 12)] };
        yield {
          kind: `logged PLAIN divided by ${JSON.stringify(mark)}`,
          around: user,
          text: text.replace(/^.*\n.*\n.*\n/, '').replace(/^/gm, '2026-11-23 app: '),
          secrets: [secret, value.slice(0, 12)],
        };
      }
  yield* cutKeys(seed);
}

/** Digits that begin with the same ones, for places that are read by their digits. */
const digits = (password: string): string => Array.from(password, (unit) => unit.charCodeAt(0) % 10).join('');

function filled(shape: string, password: string): { readonly text: string; readonly secrets: readonly string[] } {
  const plain = b64(`\0alice@example.com\0${password}`);
  const hex = Buffer.from(`AUTH PLAIN ${plain}\r\n`).toString('hex');
  const number = `48151623${digits(password)}`;
  const text = shape
    .replaceAll('48151623§n', () => number)
    .replaceAll('§b', () => b64(password))
    .replaceAll('§h', () => hex)
    .replaceAll('§', () => password);
  return { text, secrets: shape.includes('§n') ? [number] : shape.includes('§h') ? [hex.slice(30, 60)] : [password] };
}

/** Every place in every surrounding, with passwords of the seed: of letters and digits, because each place escapes others. */
export function* plantedPlaces(seed: number): Generator<Planted> {
  let n = seed * 15_485_863;
  for (const [places, surroundings] of [
    [LINES, AROUND],
    [BLOCKS, BLOCKS_AROUND],
  ] as const)
    for (const [kind, shape] of Object.entries(places))
      for (const [around, put] of Object.entries(surroundings)) {
        const { text, secrets } = filled(shape, passwordsOf(++n).simple);
        yield { kind, around, text: put(text), secrets };
      }
  yield* morePlaces(seed);
}

/** Lines that say much of passwords, and have none: a copy that hides a word of them hides the cause. */
export const SAYS_NOTHING: readonly string[] = [
  'report|0.7|1576146008.006099|smtp-in|link-connect|7641df9771b4ed00|client.example.org|pass|192.0.2.9:1234|192.0.2.25:25',
  `535 5.7.8 Error: authentication failed: authentication failure`,
  `535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials d2e1a72fcca58-71f3a2b1c0dsm1234567b3a.12 - gsmtp`,
  `534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x12-20020a05600c2d0c00b0 - gsmtp`,
  `535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [AM0PR02CA0123.eurprd02.prod.outlook.com 2026-03-01T10:00:00.000Z 08DC12345678ABCD]`,
  `530 5.7.57 Client not authenticated to send mail. [LO4P123CA0456.GBRP123.PROD.OUTLOOK.COM]`,
  `535 5.7.3 Authentication unsuccessful`,
  `535 Authentication Credentials Invalid`,
  `535 5.7.8 Bad username or password (Authentication failed).`,
  `504 5.7.4 Unrecognized authentication type`,
  `503 5.5.1 Error: authentication not enabled`,
  `334 VXNlcm5hbWU6`,
  `334 UGFzc3dvcmQ6`,
  `SMTP Error: Password command failed: 535 5.7.8 Error: authentication failed:`,
  `SMTP ERROR: Password command failed: 535-5.7.8 Username and Password not accepted. Learn more at`,
  `Mar  1 10:00:00 mx postfix/smtpd[123]: warning: unknown[198.51.100.7]: SASL LOGIN authentication failed: UGFzc3dvcmQ6`,
  `Mar  1 10:00:00 mx postfix/smtpd[123]: warning: SASL authentication failure: Password verification failed`,
  `Mar  1 10:00:00 mx postfix/smtpd[123]: warning: SASL: Connect to private/auth failed: No such file or directory`,
  `Mar  1 10:00:00 mx postfix/smtp[77]: 4ZxK2p1QwSz3: to=<bob@example.org>, relay=mx.example.org[192.0.2.3]:25, delay=1.2, delays=0.1/0.01/0.9/0.2, dsn=5.7.8, status=bounced (SASL authentication failed; server mx.example.org[192.0.2.3] said: 535 5.7.8 Error: authentication failed)`,
  `dovecot: auth-worker(1234): conn unix:auth-worker (pid=1,uid=97): auth-worker<2>: sql(bob,198.51.100.7,<abcDEF12>): Password mismatch`,
  `dovecot: submission-login: Disconnected: Connection closed (auth failed, 1 attempts in 6 secs): user=<bob>, method=PLAIN, rip=198.51.100.7, lip=192.0.2.1, TLS, session=<k3+9XyZQ8tLGM2QH>`,
  `auth: Error: sql(bob): Password query failed: Table 'mail.users' doesn't exist`,
  `smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_security_options = noanonymous\nsmtp_tls_security_level = encrypt`,
  `smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = private/auth\nbroken_sasl_auth_clients = yes`,
  `passdb {\n  driver = passwd-file\n  args = scheme=CRYPT username_format=%u /etc/dovecot/users\n}\nauth_mechanisms = plain login\ndisable_plaintext_auth = no`,
  `spring.mail.password=\${SMTP_PASSWORD}\nSMTP_PASSWORD=$SMTP_PASSWORD\npassword: \${{ secrets.SMTP_PASSWORD }}\npassword: <your password>\npassword: your_password_here\nMAIL_PASSWORD=null\nMAIL_PASSWORD=`,
  `EMAIL_HOST_PASSWORD = os.environ.get('EMAIL_HOST_PASSWORD')\nEMAIL_HOST_PASSWORD = config('EMAIL_HOST_PASSWORD')\npassword = getpass.getpass("Password: ")\npass: process.env.SMTP_PASS,`,
  `Please check that the password is correct and that the account is not locked.`,
  `The password was changed last week, but the token has expired. Reset the password in the admin panel.`,
  `I generated an app password and entered it without spaces, but authentication fails.`,
  `Error: Missing credentials for "PLAIN"\n    at SMTPConnection._formatError (/app/node_modules/nodemailer/lib/smtp-connection/index.js:790:19)\n    at SMTPConnection.login (/app/node_modules/nodemailer/lib/smtp-connection/index.js:448:38)`,
  `javax.mail.AuthenticationFailedException: failed to connect, no password specified?\n\tat javax.mail.Service.connect(Service.java:329)\n\tat javax.mail.Service.connect(Service.java:176)`,
  `DEBUG SMTP: AUTH LOGIN failed\nDEBUG SMTP: trying to connect to host "smtp.gmail.com", port 587, isSSL false\nDEBUG SMTP: useEhlo true, useAuth true\nDEBUG SMTP: Attempt to authenticate using mechanisms: LOGIN PLAIN DIGEST-MD5 NTLM XOAUTH2`,
  `smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted. Learn more at\\n5.7.8  https://support.google.com/mail/?p=BadCredentials n8sm12345678qkn.4 - gsmtp')`,
  `Traceback (most recent call last):\n  File "mail.py", line 3, in <module>\n    s.login(user, password)\n  File "/usr/lib/python3.12/smtplib.py", line 739, in login\n    (code, resp) = self.auth(`,
  `250-mx.example.org Hello client [198.51.100.7]\n250-SIZE 36700160\n250-PIPELINING\n250-AUTH PLAIN LOGIN XOAUTH2 OAUTHBEARER PLAIN-CLIENTTOKEN\n250-CHUNKING\n250 SMTPUTF8`,
  `550 5.7.26 Unauthenticated email from example.org is not accepted due to domain's DMARC policy. https://support.google.com/mail/answer/2451690 5b1f17b1804b1-4317a2b3c4dsi12345678.123 - gsmtp`,
  `550-5.7.1 [198.51.100.7] Our system has detected that this message is likely unsolicited mail.\n550 5.7.1  https://support.google.com/mail/?p=UnsolicitedMessageError`,
  `550 5.7.1 Service unavailable, Client host [198.51.100.7] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/198.51.100.7 (AS16012611)`,
  `554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org; https://check.spamhaus.org/returnc/pub/172.16.0.1/`,
  `550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown in virtual mailbox table`,
  `421 4.7.0 [TSS04] Messages from 198.51.100.7 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes`,
  `450 4.2.0 <bob@example.org>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/example.org.html`,
  `451 4.7.500 Server busy. Please try again later from [198.51.100.7]. (S77719) [VI1EUR04FT012.eop-eur04.prod.protection.outlook.com 2026-03-01T10:00:00.000Z 08DC0123456789AB]`,
  `554 5.7.1 The message from (<a@example.com>) with the subject of (Invoice 2041) matches a profile the Internet community may consider spam`,
  `552 5.3.4 Message size exceeds fixed limit`,
  `550 5.7.509 Access denied, sending domain example.com does not pass DMARC verification and has a DMARC policy of reject.`,
  `Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.com; dkim=pass header.d=example.com header.s=s1 header.b=AbC12xYz; dmarc=pass (p=NONE) header.from=example.com`,
  `ARC-Authentication-Results: i=1; mx.example.net; spf=pass (sender IP is 198.51.100.7) smtp.rcpttodomain=example.org smtp.mailfrom=example.com; arc=none`,
  `Received-SPF: pass (example.org: domain of a@example.com designates 198.51.100.7 as permitted sender) client-ip=198.51.100.7;`,
  `2026-03-01 10:00:00 1rfAbc-0004Xy-2B H=mail.example.com [198.51.100.7] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no F=<a@example.com> rejected RCPT <bob@example.org>: relay not permitted`,
  `2026-03-01 10:00:00 login_server authenticator failed for (client) [198.51.100.7]: 535 Incorrect authentication data (set_id=bob)`,
  `2026-03-01 10:00:00 1rfAbc-0004Xy-2B ** bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.3]: SMTP error from remote mail server after RCPT TO:<bob@example.org>: 550 5.1.1 User unknown`,
  `2026-03-01T10:00:00.123Z,MX01\\Default Frontend MX01,08DC123456789ABC,5,192.0.2.1:25,198.51.100.7:51234,<,AUTH LOGIN,\n2026-03-01T10:00:00.223Z,MX01\\Default Frontend MX01,08DC123456789ABC,6,192.0.2.1:25,198.51.100.7:51234,>,334 <authentication response>,\n2026-03-01T10:00:00.323Z,MX01\\Default Frontend MX01,08DC123456789ABC,7,192.0.2.1:25,198.51.100.7:51234,*,,Inbound authentication failed with error LogonDenied for user bob. The authentication mechanism is Login.`,
  `swaks --to bob@example.org --server mx.example.org --auth LOGIN --auth-user bob@example.org --auth-password "$PASS"\nswaks --auth-hide-password --to bob@example.org\nUsage: --auth-password <password>`,
  `openssl s_client -starttls smtp -connect mx.example.org:587 -crlf -quiet\nCONNECTED(00000003)\ndepth=2 C = US, O = Internet Security Research Group, CN = ISRG Root X1\nverify return:1\nSSL-Session:\n    Protocol  : TLSv1.2\n    Cipher    : ECDHE-RSA-AES256-GCM-SHA384\n    Verify return code: 0 (ok)`,
  `{"level":"error","msg":"send failed","host":"mx.example.org","code":535,"error":"authentication failed","tokenExpired":false,"passwordSet":true}`,
  `Q: Which port do I use? A: 587 with STARTTLS, user name = full address, password = mailbox password.`,
  `host,port,user,status\nmx.example.org,587,bob,failed`,
  `| setting | value |\n|---|---|\n| Server | mx.example.org |\n| Password | your mailbox password |\n| Port | 587 |`,
  `Outgoing server: mx.example.org\nPort: 587\nSecurity: STARTTLS\nAuthentication: Normal password\nUser name: bob@example.org`,
  `Authentication method: Password, transmitted insecurely\nPassword: not set\nToken: none\nPassword: (hidden)\nPassword: ********\nPass: ok`,
  `C: AUTH XOAUTH2 <token>\nS: 334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==\nC:\nS: 535-5.7.8 Username and Password not accepted.`,
  `Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.org\nDiagnostic-Code: smtp; 550 5.1.1 <bob@example.org>... User unknown`,
  `Message-ID: <CAHk83nLs02bVxYz9QwErTyUiOpAsDfGhJkL=a1b2c3d4@mail.example.com>\nX-Google-Smtp-Source: AGHT+IHkq83nLs02bVxYz9QwErTyUiOpAsDfGhJkLzXcVbNm\nX-Spam-Status: No, score=-1.9 required=5.0 tests=BAYES_00,DKIM_SIGNED autolearn=ham`,
  `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=from:to:subject; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=kq83nLs02bVxYz9QwErTyUiOpAsDfGhJkL`,
  `sendMail('bob@example.org', 'Invoice 2041', 'Hello Bob')\nsmtp.sendmail("a@example.com", "bob@example.org", msg)\nmailer.send('bob@example.org', 'Welcome!')\nclient = SMTPClient("mx.example.org", "587")`,
  `mail_log("bob@example.org", "status=sent")\nlogger.info("mail to", "bob@example.org", "delivered")\nmsg["From"] = "a@example.com"\nmsg.add_header('X-Mailer', 'app 1.2')`,
  `<input type="password" name="smtp_pass" placeholder="Password">\n<label for="password">Password</label>\n<add key="PasswordFormat" value="Hashed" />\n<property name="mail.smtp.auth" value="true"/>`,
  `{"name":"password","required":true,"type":"string","description":"The password of the mailbox"}\n[{"name":"passwordPolicy","value":"strict"}]\n- name: smtp-password\n  valueFrom:\n    secretKeyRef:\n      name: smtp-secret\n      key: password`,
  `INSERT INTO log (name, value) VALUES ('token_expired', 'yes');\nSELECT password FROM mailbox WHERE username = 'bob@example.org';\nUPDATE mailbox SET password = MD5(?) WHERE id = 3;`,
  `[mailer]\nENABLED = true\nPASSWD =\nFROM = noreply@example.com`,
  `warning: password file /etc/postfix/sasl_passwd.db is older than source file /etc/postfix/sasl_passwd\npostmap /etc/postfix/sasl_passwd && systemctl reload postfix`,
  `key exchange: X25519, peer signing digest: SHA256, server temp key: X25519, 253 bits\nServer public key is 2048 bit\nTLS SNI: mx.example.org`,
  `KeyError: 'password'\nTypeError: login() missing 1 required positional argument: 'password'\nValueError: token is invalid\nAttributeError: 'NoneType' object has no attribute 'password'`,
  `Mar  1 10:00:00 mx opendkim[88]: 4ZxK2p1QwSz3: key retrieval failed (s=s1, d=example.com): 's1._domainkey.example.com' record not found`,
  `Mar  1 10:00:00 mx spamd[9]: spamd: result: Y 15 - BAYES_99,RCVD_IN_XBL scantime=1.1,size=2048,user=bob,uid=1001,required_score=5.0,mid=<x9@example.com>`,
  `time="2026-03-01T10:00:00Z" level=error msg="could not authenticate" error="535 5.7.8 Error: authentication failed" user=bob key=mailer`,
  `Mail::Sender: login failed; possible causes: wrong password, account locked, SMTP AUTH disabled`,
  `ERROR: password authentication failed for user "postfix"\nFATAL:  password authentication failed for user "mail"\nAccess denied for user 'postfix'@'localhost' (using password: YES)`,
  `Passwort falsch\nPasswort: falsch oder abgelaufen\nKennwort ist abgelaufen\nMot de passe incorrect\nContraseña incorrecta\nПароль неверен\n密码错误`,
  `Benutzername und Passwort stimmen nicht überein. Bitte Passwort zurücksetzen.`,
  `To reset your password visit https://example.com/reset-password or contact support@example.com.`,
  `see https://github.com/nodemailer/nodemailer/issues/1234 and https://github.com/roundcube/roundcubemail/commit/0a1b2c3d4e5f60718293a4b5c6d7e8f901234567`,
  `See https://serverfault.com/questions/123456/postfix-sasl-login-authentication-failed-uglzc3dvcmq6 and https://learn.microsoft.com/exchange/troubleshoot/send-emails/smtp-submission-improvements#new-throttling-limit`,
  `https://postmaster.google.com/u/0/managedomains?id=12 https://support.google.com/a/answer/2956491?hl=en`,
  `https://www.dnswl.org/s/?s=12345 https://mxtoolbox.com/SuperTool.aspx?action=blacklist%3a198.51.100.7&run=toolpage`,
  `550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB5EUR01FT045.eop-EUR01.prod.protection.outlook.com]`,
  `* Connected to smtp.gmail.com (142.250.1.108) port 587\n* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519 / RSASSA-PSS\n* Server certificate:\n*  subject: CN=smtp.gmail.com\n> AUTH PLAIN\n< 334 \n< 535-5.7.8 Username and Password not accepted\n* Login denied\ncurl: (67) Login denied`,
  `bob@example.org / INBOX: 12 messages\nsupport@example.org / billing@example.org`,
  `0000: 32 32 30 20 6d 78 2e 65 78 61 6d 70 6c 65 2e 6f  220 mx.example.o\n0010: 72 67 20 45 53 4d 54 50                          rg ESMTP`,
  `fingerprint 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 matched, session 3233343536373839303132333435363738393031`,
  `set smtp-auth=login\nset smtp_url = "smtp://bob@mx.example.org:587/"\nset ssl_force_tls = yes\nunset smtp_pass`,
  `docker run -e SMTP_HOST=mx.example.org -e SMTP_PASSWORD_FILE=/run/secrets/smtp_password app\nexport SMTP_PASSWORD=$(pass show mail/smtp)\npasswordeval "gpg --quiet --decrypt ~/.msmtp.gpg"`,
  `554 5.6.1 Encode the body as quoted-printable or base64`,
  `Content-Transfer-Encoding: quoted-printable or base64, printed as footprint:abc`,
  `{"encoding":"base64","name":"report","level":"info"}\n{"headers":[{"name":"Content-Transfer-Encoding","value":"base64"}],"commonHeaders":{"subject":"Nyaan"}}`,
  `msg = MIMEText('hello there', 'plain', 'base64')\npart.add_header('Content-Transfer-Encoding', 'base64')\n$mail->Encoding = 'base64'; $mail->CharSet = 'utf-8';`,
  `time="2026-03-01" level=error msg="base64 decode failed" error="illegal base64 data at input byte 4"`,
  `perl -MCPAN -e 'install MIME::Base64'\nprintf %s NAME | base64\necho -ne | openssl base64`,
  `The line contains the password: base64 hides nothing. Whoever guesses passwords: fail2ban helps.`,
  `请检查 \`smtp_sasl_password_maps\` 中的用户名和密码，对该文件运行 \`postmap\``,
  `334 之后的文本不是完整的 Base64。`,
  `tokens: [100, 101, 103, 104]\npassword lengths: 32 40 64 48\ndelays 33 44 55 66 77 88\nkey sizes 64 96 128 112 100 120`,
  `Jan  3 09:47:02 mx sudo: bob : TTY=pts/6 ; PWD=/auto/rpms/lbuild/test ; USER=root ; COMMAND=/bin/ls`,
  `error: expected\n-----END PRIVATE KEY-----\nI see expected -----END PRIVATE KEY----- in the log`,
  `login(user, "failed")\nauthorize(user, 'edit_post')\nconnect(host, "tls")\nauth.login(request, "invalid password")\nlog.info("login", "done")`,
  `new SmtpClient("mx.example.com", 587, "text/plain")\nsendMail(to, 25, "Subject line", "mail")`,
  `openssl passwd command fails, mysql -p asks for the password, gsasl --help`,
  `the server offers AUTH PLAIN, then closes`,
];
