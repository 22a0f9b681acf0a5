--[[
  Extends the session lock.

  ARGV[2]  ms after which the lock expires

  Returns 'held' | 'lost'
]]
if not isHeld() then
  return 'lost'
end
redis.call('PEXPIRE', HOLD, ARGV[2])
return 'held'
