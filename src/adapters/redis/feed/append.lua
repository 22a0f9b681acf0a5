--[[
  Adds to the end, drops what is too many, and tells those who follow.

  ARGV[2]  activities kept
  ARGV[3]  the activity, sealed
  ARGV[4]  what those who follow are told

  Returns the entry's id | nothing when the feed has ended
]]
if hasEnded() then
  return false
end
local id = redis.call('XADD', FEED, 'MAXLEN', '=', ARGV[2], '*', 'activity', ARGV[3])
redis.call('PEXPIRE', FEED, RETENTION)
redis.call('PUBLISH', FEED, ARGV[4])
return id
