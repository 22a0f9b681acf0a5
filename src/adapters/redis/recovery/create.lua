--[[
  Creates a recovery that owes its first code mail, unless the target is locked out or suspended.

  ARGV[2]  facts, sealed
  ARGV[3]  ms within which the mail must be accepted
  ARGV[4]  attempts per code
  ARGV[5]  the job that sends it

  Returns {'owed', 0} | {'locked-out', until, cause}
]]
local lockedUntil, cause = lockoutEnd()
if lockedUntil then
  return { 'locked-out', lockedUntil, cause }
end
redis.call('DEL', KEYS[1])
change('facts', ARGV[2], 'begunAt', now)
oweMail('code', ARGV[5], ARGV[3], ARGV[4])
return { 'owed', 0 }
