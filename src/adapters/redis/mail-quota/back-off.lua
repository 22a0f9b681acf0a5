--[[
  Grants no mail for a while. Never shortens a longer back-off.

  ARGV[1]  ms

  Returns nothing
]]
if tonumber(ARGV[1]) > pauseLeft() then
  redis.call('SET', PAUSE, '', 'PX', ARGV[1])
end
return false
