--[[
  Stands in front of the scripts by which an operator holds a target back.

  KEYS[1]  a hash: heldAt, heldUntil; remembered until nothing is left that was under way at heldAt

  Instants are ms since the epoch on Redis's own clock.
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
