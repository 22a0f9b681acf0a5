--[[
  Begins the feed, or leaves it as it is.

  Returns 'started' | 'existed'
]]
if not hasEnded() then
  return 'existed'
end
-- The entry is cut off as it is added: what stays is an empty stream.
redis.call('XADD', FEED, 'MAXLEN', '=', 0, '*', 'activity', '')
redis.call('PEXPIRE', FEED, RETENTION)
return 'started'
