--[[
  Stands in front of every budget script. All keys are of one budget and share its slot.

  KEYS[1]  there while nothing is granted: lapses by itself when the pause is over
]]
local PAUSE = KEYS[1]

-- ms, 0 when there is no pause
local function pauseLeft()
  return math.max(0, redis.call('PTTL', PAUSE))
end
