--[[
  Adds to the end, drops what is too many, and tells those who follow; or does nothing when it is there already.

  ARGV[2]  activities kept
  ARGV[3]  the activity, sealed
  ARGV[4]  what those who follow are told
  ARGV[5]  by what the entry is known again, or empty
  ARGV[6]  how many of the newest entries are looked through for it

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
