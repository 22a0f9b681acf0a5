--[[
  Moves the feed's end, and lets go of what is older than that.

  Returns 'kept' | 'ended'
]]
if hasEnded() then
  return 'ended'
end
forgetOld()
redis.call('PEXPIRE', FEED, RETENTION)
return 'kept'
