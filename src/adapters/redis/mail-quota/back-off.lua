--[[
  Grants no mail for a while. Never shortens a longer back-off.

  ARGV[1]  ms

  Returns nothing
]]
if tonumber(ARGV[1]) > backOffLeft() then
  redis.call('SET', BACK_OFF, '', 'PX', ARGV[1])
end
return false
