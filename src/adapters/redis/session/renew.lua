--[[
  Extends the session lock.

  ARGV[2]  ms after which the lock expires

  Returns 'renewed' | 'lost'
]]
if not ownsLock() then
  return 'lost'
end
redis.call('PEXPIRE', LOCK, ARGV[2])
return 'renewed'
