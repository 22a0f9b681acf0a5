--[[
  Extends the feed's retention and drops entries that are too old.

  Returns 'kept' | 'ended'
]]
if hasEnded() then
  return 'ended'
end
forgetOld()
redis.call('PEXPIRE', FEED, RETENTION)
return 'kept'
