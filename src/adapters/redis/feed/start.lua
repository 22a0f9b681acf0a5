--[[
  Creates the feed unless it exists.

  Returns 'started' | 'existed'
]]
if not hasEnded() then
  return 'existed'
end
-- Adding an entry that is trimmed at once creates an empty stream.
redis.call('XADD', FEED, 'MAXLEN', '=', 0, '*', 'activity', '')
redis.call('PEXPIRE', FEED, RETENTION)
return 'started'
