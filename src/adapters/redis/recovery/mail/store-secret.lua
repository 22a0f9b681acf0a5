--[[
  Stores the secret of the owed mail and voids an earlier one. A link becomes the target's only link.

  ARGV[2]  code | link
  ARGV[3]  its digest
  ARGV[4]  ms after which a link stored now has expired in any case
  ARGV[5]  the job that sends it

  Returns {'stored', now, ms within which it must be accepted} | {'cancelled', 0, 0}
]]
if not isJobOf(ARGV[2], ARGV[5]) or stage() ~= 'sending' then
  return { 'cancelled', 0, 0 }
end
change('digest', ARGV[3])
if recovery.mail == 'link' then
  redis.call('SET', KEYS[3], KEYS[1], 'PX', ARGV[4])
end
return { 'stored', now, recovery.acceptBy - now }
