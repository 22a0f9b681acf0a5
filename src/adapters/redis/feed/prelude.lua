--[[
  Stands in front of every feed script.

  KEYS[1]  the feed, a stream; the fields of an entry: activity (sealed), and key where it was named. The ids are Redis's own:
           they carry the time on its clock, and grow. The channel that tells of what is added has the key's name.
  ARGV[1]  retention of an activity, and of a feed that nobody uses, ms
]]
local FEED, RETENTION = KEYS[1], ARGV[1]

local function hasEnded()
  return redis.call('EXISTS', FEED) == 0
end

-- A stream stays when its last entry goes: the feed goes on, and ids go on growing.
local function forgetOld()
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('XTRIM', FEED, 'MINID', '=', now - RETENTION + 1)
end
