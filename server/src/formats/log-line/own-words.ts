/** Under the tag of Postfix and of Sendmail. */
const TAGGED =
  /^\S.{6,80}? (?:postfix[\w.-]{0,40}\/[\w/-]{1,60}\[\d{1,8}\]: (?![<>] |report_)|(?:sendmail|sm-mta)\[\d{1,8}\]: \w{8,20}: (?!<-|-->?|<<<|>>>|---))/;

/** Exim's main log: a mark after the id of a message, or the words with which it begins a line about a client. */
const EXIM =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?(?: [+-]\d{4})?(?: \[\d{1,8}\])? (?:[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} (?:<=|[=-]>|>>|\*\*|==|\*>|H=|Completed|SMTP error from )|H=\S|SMTP (?:protocol|call from|syntax|command timeout|connection from) |(?:temporarily )?rejected (?:EHLO|MAIL|RCPT) |no MAIL in SMTP connection )/;

/**
 * Whether a line is in Postfix's, Sendmail's or Exim's own words: it may quote commands and replies (`Helo command rejected`) and is not
 * part of a dialogue. The dialogues that they log on request have a mark before each line. Linear.
 */
export const isOwnWords = (line: string): boolean => TAGGED.test(line) || EXIM.test(line);
