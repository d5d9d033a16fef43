import type { TranscriptFormat } from '../format';
import { aiosmtpd } from './aiosmtpd';
import { appleMail } from './apple-mail';
import { bare } from './bare';
import { checktls } from './checktls';
import { claws } from './claws';
import { codeigniter } from './codeigniter';
import { communigate } from './communigate';
import { curl } from './curl';
import { curlTrace } from './curl-trace';
import { dovecotRawlog } from './dovecot-rawlog';
import { echoedVerb } from './echoed-verb';
import { emailjs } from './emailjs';
import { espMailClient } from './esp-mail-client';
import { exchange5 } from './exchange-5';
import { exchangeProtocol } from './exchange-protocol';
import { eximClient } from './exim-client';
import { eximServer } from './exim-server';
import { eximSession } from './exim-session';
import { eximTestClient } from './exim-test-client';
import { fetchmail } from './fetchmail';
import { firstclass } from './firstclass';
import { generic } from './generic';
import { goMail } from './go-mail';
import { guerrilla } from './guerrilla';
import { haraka } from './haraka';
import { hmailserver } from './hmailserver';
import { iisSmtp } from './iis-smtp';
import { imail } from './imail';
import { indy } from './indy';
import { ironportDebug } from './ironport-debug';
import { james } from './james';
import { javamail } from './javamail';
import { k9 } from './k9';
import { kerio } from './kerio';
import { lettre } from './lettre';
import { libesmtp } from './libesmtp';
import { mailenable } from './mailenable';
import { mailhog } from './mailhog';
import { mailkit } from './mailkit';
import { mailsend } from './mailsend';
import { mdaemon } from './mdaemon';
import { msmtp } from './msmtp';
import { mutt } from './mutt';
import { mxtoolbox } from './mxtoolbox';
import { ngrep } from './ngrep';
import { nodeSendmail } from './node-sendmail';
import { nodemailer } from './nodemailer';
import { nodemailerServer } from './nodemailer-server';
import { oauth2Proxy } from './oauth2-proxy';
import { oneLine } from './one-line';
import { opensmtpdClient } from './opensmtpd-client';
import { opensmtpdFilter } from './opensmtpd-filter';
import { opensmtpdServer } from './opensmtpd-server';
import { outlookLog } from './outlook-log';
import { pear } from './pear';
import { perl } from './perl';
import { phpmailer } from './phpmailer';
import { phpmailerOld } from './phpmailer-old';
import { postfixNotice } from './postfix-notice';
import { postfixVerbose } from './postfix-verbose';
import { recordio } from './recordio';
import { rfcStyle } from './rfc';
import { senderReceiver } from './rfc821';
import { ruby } from './ruby';
import { sNail } from './s-nail';
import { sendemail } from './sendemail';
import { sendmailTraffic } from './sendmail-traffic';
import { sendmailVerb } from './sendmail-verb';
import { sendmailVerbose } from './sendmail-verbose';
import { smartermail } from './smartermail';
import { smtpCli } from './smtp-cli';
import { smtpSource } from './smtp-source';
import { smtplib } from './smtplib';
import { smtpmock } from './smtpmock';
import { socat } from './socat';
import { ssmtp } from './ssmtp';
import { stalwart } from './stalwart';
import { straceClient, straceServer } from './strace';
import { subetha } from './subetha';
import { swaks } from './swaks';
import { swiftmailer } from './swiftmailer';
import { symfony } from './symfony';
import { systemNet } from './system-net';
import { tcpdump } from './tcpdump';
import { tcpflow } from './tcpflow';
import { thunderbird, thunderbirdOld } from './thunderbird';
import { tmail } from './tmail';
import { tsharkDetails } from './tshark-details';
import { tsharkFollow } from './tshark-follow';
import { tsharkFollowHex } from './tshark-follow-hex';
import { tsharkList } from './tshark-list';

/** Every transcript format. The order breaks ties: more telling markers first. */
export const transcriptFormats: readonly TranscriptFormat[] = [
  swaks,
  smtplib,
  nodemailerServer,
  oauth2Proxy,
  nodemailer,
  mailkit,
  haraka,
  thunderbird,
  thunderbirdOld,
  ruby,
  mdaemon,
  ssmtp,
  goMail,
  curlTrace,
  swiftmailer,
  smtpCli,
  mailsend,
  mutt,
  fetchmail,
  claws,
  perl,
  k9,
  phpmailer,
  phpmailerOld,
  pear,
  sendemail,
  nodeSendmail,
  subetha,
  smtpmock,
  lettre,
  stalwart,
  mailhog,
  tmail,
  curl,
  symfony,
  checktls,
  echoedVerb,
  msmtp,
  straceClient,
  straceServer,
  libesmtp,
  james,
  rfcStyle,
  senderReceiver,
  sNail,
  smtpSource,
  opensmtpdClient,
  opensmtpdServer,
  opensmtpdFilter,
  eximClient,
  eximServer,
  postfixVerbose,
  postfixNotice,
  sendmailTraffic,
  recordio,
  exchange5,
  aiosmtpd,
  eximTestClient,
  sendmailVerbose,
  sendmailVerb,
  eximSession,
  javamail,
  codeigniter,
  emailjs,
  socat,
  systemNet,
  indy,
  guerrilla,
  espMailClient,
  tsharkFollow,
  tsharkFollowHex,
  tsharkList,
  tsharkDetails,
  tcpdump,
  ngrep,
  tcpflow,
  dovecotRawlog,
  hmailserver,
  exchangeProtocol,
  iisSmtp,
  mailenable,
  smartermail,
  communigate,
  kerio,
  imail,
  firstclass,
  outlookLog,
  ironportDebug,
  appleMail,
  mxtoolbox,
  bare,
  oneLine,
  generic,
];
