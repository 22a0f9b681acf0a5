--[[
  Stands in front of every session script. All keys are of one session and share its slot.

  KEYS[1]  token of the turn that holds the session; lapses by itself when its process died
  KEYS[2]  there while the activity of this turn counts as answered
  KEYS[3]  the session, a hash: value (sealed), eTag
  ARGV[1]  token of this turn
]]
local HOLD, SEEN, SESSION = KEYS[1], KEYS[2], KEYS[3]
local TOKEN = ARGV[1]

local function isHeld()
  return redis.call('GET', HOLD) == TOKEN
end

-- Records the activity and lets the next turn in: together, so that an activity is either answered or may come again.
local function finish(rememberActivity)
  if tonumber(rememberActivity) > 0 then
    redis.call('SET', SEEN, '', 'PX', rememberActivity)
  end
  redis.call('DEL', HOLD)
end
