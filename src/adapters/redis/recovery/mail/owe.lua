--[[
  Asks for one more mail. A pause holds back codes only: a link goes to whom already verified one.

  ARGV[2]  code | link
  ARGV[3]  ms within which the mail must be accepted
  ARGV[4]  attempts per code; 0 for a link
  ARGV[5]  ms between two mails of this kind
  ARGV[6]  most mails of this kind, but for those given up
  ARGV[7]  most mails of this kind, those given up included
  ARGV[8]  the job that sends it

  Returns {'owed' | 'used-up' | 'gone', 0} | {'too-soon', when it is not any more, seconds} | {'paused', until, cause}
]]
local mail = ARGV[2]
local current = stage()
-- By the stage: once the session that a link opened is over, a link is the next step again.
local isPast = current == 'bounced' or current == 'opened' or current == 'done' or current == 'cancelled'
if recovery.mail ~= mail or isPast then
  return { 'gone', 0 }
end
local till, cause = pausedUntil()
if mail == 'code' and till then
  return { 'paused', till, cause }
end
local asked = tonumber(recovery[mail .. 's'])
local givenUp = tonumber(recovery[mail .. 'sGivenUp'] or 0)
if asked >= tonumber(ARGV[7]) or asked - givenUp >= tonumber(ARGV[6]) then
  return { 'used-up', 0 }
end
local wait = (recovery.owedAt or 0) + ARGV[5] - now
if wait > 0 then
  return { 'too-soon', math.ceil(wait / 1000) }
end
owe(mail, ARGV[8], ARGV[3], ARGV[4])
return { 'owed', 0 }
