--[[
  Appends an activity, trims the feed, and publishes the change. Appends nothing when the key is among the newest entries.

  ARGV[2]  activities kept
  ARGV[3]  the activity, sealed
  ARGV[4]  the message to publish
  ARGV[5]  key of the entry, or empty
  ARGV[6]  how many of the newest entries are searched for the key

  Returns {id, {'activity', sealed, …}} of the entry, new or found | nothing when the feed has ended
]]
if hasEnded() then
  return false
end
local key = ARGV[5]
if key ~= '' then
  forgetOld()
  for _, entry in ipairs(redis.call('XREVRANGE', FEED, '+', '-', 'COUNT', ARGV[6])) do
    if entry[2][4] == key then
      redis.call('PEXPIRE', FEED, RETENTION)
      return entry
    end
  end
end
local fields = { 'activity', ARGV[3] }
if key ~= '' then
  fields = { 'activity', ARGV[3], 'key', key }
end
local id = redis.call('XADD', FEED, 'MAXLEN', '=', ARGV[2], '*', unpack(fields))
redis.call('PEXPIRE', FEED, RETENTION)
redis.call('PUBLISH', FEED, ARGV[4])
return { id, fields }
