--[[
  Requests one more mail. A lockout stops codes only: a link goes to a person who has verified a code.

  ARGV[2]  code | link
  ARGV[3]  ms within which the mail must be accepted
  ARGV[4]  attempts per code; 0 for a link
  ARGV[5]  ms between two mails of this kind
  ARGV[6]  upper bound on mails of this kind, without those given up
  ARGV[7]  upper bound on mails of this kind, with those given up
  ARGV[8]  the job that sends it

  Returns {'owed' | 'used-up' | 'gone', 0} | {'too-soon', seconds to wait} | {'locked-out', until, cause}
]]
local mail = ARGV[2]
local current = stage()
-- Asks the stage, because a link is due again once the session that it opened is over.
local isPast = current == 'bounced' or current == 'opened' or current == 'done' or current == 'cancelled'
if recovery.mail ~= mail or isPast then
  return { 'gone', 0 }
end
local lockedUntil, cause = lockoutEnd()
if mail == 'code' and lockedUntil then
  return { 'locked-out', lockedUntil, cause }
end
local requested = tonumber(recovery[mail .. 's'])
local givenUp = tonumber(recovery[mail .. 'sGivenUp'] or 0)
if requested >= tonumber(ARGV[7]) or requested - givenUp >= tonumber(ARGV[6]) then
  return { 'used-up', 0 }
end
local wait = (recovery.owedAt or 0) + ARGV[5] - now
if wait > 0 then
  return { 'too-soon', math.ceil(wait / 1000) }
end
oweMail(mail, ARGV[8], ARGV[3], ARGV[4])
return { 'owed', 0 }
