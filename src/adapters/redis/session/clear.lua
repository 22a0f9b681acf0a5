--[[
  Deletes the session and ends the turn, unless its lock was lost.

  ARGV[2]  ms for which the activity counts as answered, 0 when there is none

  Returns nothing
]]
if ownsLock() then
  redis.call('DEL', SESSION)
  endTurn(ARGV[2])
end
return false
